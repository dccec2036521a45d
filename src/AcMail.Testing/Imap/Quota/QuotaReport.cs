namespace AcMail.Testing;

/// <summary>The QUOTA response (RFC 9208 §4.2.1): octets in units of 1024, rounded up.</summary>
static class QuotaReport
{
    const int Unit = 1024;

    public static void Write(ImapSession session, QuotaRoot root)
    {
        var (octets, messages) = root.Usage;
        var resources = new List<string>();
        if (root.StorageLimit is { } storage) resources.Add($"STORAGE {Units(octets)} {Units(storage)}");
        if (root.MessageLimit is { } limit) resources.Add($"MESSAGE {messages} {limit}");
        session.Untagged($"QUOTA {ImapText.String(root.Name)} ({string.Join(' ', resources)})");
    }

    static long Units(long octets) => (octets + Unit - 1) / Unit;
}
