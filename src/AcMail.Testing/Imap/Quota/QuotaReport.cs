namespace AcMail.Testing;

/// <summary>The QUOTA response (RFC 9208 §4.2.1): octets in units of 1024, rounded up.</summary>
static class QuotaReport
{
    const string Root = "User quota";
    const int Unit = 1024;

    public static string RootName => ImapText.String(Root);

    public static bool IsRoot(string name) => name == Root;

    public static void Write(ImapSession session)
    {
        var user = session.User;
        var usage = QuotaUsage.Of(user);
        var resources = new List<string>();
        if (user.StorageLimit is { } storage) resources.Add($"STORAGE {Units(usage.Octets)} {Units(storage)}");
        if (user.MessageLimit is { } messages) resources.Add($"MESSAGE {usage.Messages} {messages}");
        session.Untagged($"QUOTA {RootName} ({string.Join(' ', resources)})");
    }

    static long Units(long octets) => (octets + Unit - 1) / Unit;
}
