namespace AcMail.Testing.Tests.Hostile;

/// <summary>Servers of every character, so that misconduct is fuzzed as well as conduct. Equal seeds give equal servers.</summary>
static class FuzzProfiles
{
    static readonly ServerProfile[] Known = [ServerProfile.Full, .. ServerProfile.All];

    /// <summary>One of the known servers, mostly with a misbehaviour more, or one for each protocol.</summary>
    public static ServerProfile Pick(int seed)
    {
        var random = new Random(seed);
        var profile = Known[random.Next(Known.Length)];
        if (random.Next(4) == 0) return profile with { Imap = Offering(profile.Imap, random) };
        return profile with
        {
            Imap = Offering(profile.Imap, random).Misbehaving(Any<ImapMisbehaviour>(random)),
            Pop3 = profile.Pop3.Misbehaving(Any<Pop3Misbehaviour>(random)),
            Smtp = profile.Smtp.Misbehaving(Any<SmtpMisbehaviour>(random)),
        };
    }

    // Gmail's extension goes together with every other one here.
    static ImapProfile Offering(ImapProfile profile, Random random) => random.Next(3) > 0
        ? profile
        : profile with { Extensions = ServerProfile.Full.Imap.Extensions.Union(["X-GM-EXT-1", "XLIST"]), BadCommands = int.MaxValue };

    static T Any<T>(Random random)
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
}
