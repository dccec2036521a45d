namespace AcMail.Testing;

/// <summary>EHLO and HELO (RFC 5321 §4.1.1.1).</summary>
static class SmtpHello
{
    static readonly string[] Plain = ["PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "BINARYMIME", "CHUNKING", "DSN", "SMTPUTF8"];

    public static SmtpReply Helo(SmtpSession session, string argument)
    {
        if (Refusal(argument) is { } refusal) return refusal;
        (session.IsGreeted, session.IsExtended, session.Envelope) = (true, false, null);
        return new(250, "", session.Profile.HostName);
    }

    public static SmtpReply Ehlo(SmtpSession session, string argument)
    {
        if (Refusal(argument) is { } refusal) return refusal;
        (session.IsGreeted, session.IsExtended, session.Envelope) = (true, true, null);
        string[] lines = [session.Profile.HostName, .. Keywords(session)];
        foreach (var line in lines[..^1]) session.Connection.WriteLine($"250-{line}");
        return new(250, "", lines[^1]);
    }

    static IEnumerable<string> Keywords(SmtpSession session)
    {
        var profile = session.Profile;
        foreach (var name in Plain.Where(profile.Announces)) yield return name;
        if (profile.Announces("SIZE")) yield return $"SIZE {profile.MaximumSize}";
        if (profile.Announces("STARTTLS") && !session.Connection.IsEncrypted) yield return "STARTTLS";
        if (profile.Announces("AUTH") && !session.NeedsTls) yield return $"AUTH {string.Join(' ', profile.Mechanisms)}";
    }

    static SmtpReply? Refusal(string argument) =>
        argument.Length == 0 || argument.Any(c => c <= ' ') ? new(501, "5.5.4", "Give the name of the client's host.") : null;
}
