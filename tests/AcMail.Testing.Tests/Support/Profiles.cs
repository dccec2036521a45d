namespace AcMail.Testing.Tests.Support;

/// <summary>Profiles that differ from the full one in something.</summary>
static class Profiles
{
    public static ServerProfile Imap(Func<ImapProfile, ImapProfile> change) => ServerProfile.Full with { Imap = change(ServerProfile.Full.Imap) };

    public static ServerProfile Without(params IEnumerable<string> extensions) => Imap(p => p.Without(extensions));
}
