using System.Text;
using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

/// <summary>Messages for tests.</summary>
static class Mail
{
    public const uint Validity = 7;

    public static readonly DateTimeOffset Date = new(2026, 3, 14, 9, 26, 53, 589, TimeSpan.FromHours(1));

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes($"Subject: {text}\r\nMessage-Id: <{text.GetHashCode(StringComparison.Ordinal)}@x>\r\n\r\n{text}\r\n");

    public static MessageHeaders Headers(string subject, string from = "David MARTIN <david.martin@ac-lyon.fr>") =>
        new(subject, from, "élève@école.fr", "", Date, "id@x");

    public static ContentOrigin Origin(uint uid, string mailbox = "INBOX", uint validity = Validity, MailFlags flags = default, string uniqueId = "") =>
        new(mailbox, validity, uid, flags, Date.AddMinutes(uid), uniqueId);

    public static async Task<ContentKey> AppendAsync(this IMailStore store, string text, uint uid = 1, string mailbox = "INBOX") =>
        await store.Content.AppendAsync(Bytes(text), Origin(uid, mailbox));

    public static MessageAdded Added(ContentKey key, uint uid, string subject = "s", string mailbox = "INBOX", uint validity = Validity,
        MailFlags flags = default, ulong modSeq = 0) =>
        new(mailbox, validity, uid, key, flags, modSeq, Date.AddMinutes(uid), Headers(subject));

    /// <summary>A ledger entry of a message that was downloaded.</summary>
    public static DropEntry Dropped(string uniqueId, ContentKey key) => new(uniqueId, DropState.Downloaded)
    {
        Content = key, Size = 5, DownloadedAt = Date.ToUniversalTime(), Date = Date.ToUniversalTime(), Rule = "ForDays 60",
    };

    /// <summary>Stores one message in full.</summary>
    public static async Task<ContentKey> StoreAsync(this IMailStore store, string text, uint uid = 1, string mailbox = "INBOX", uint validity = Validity)
    {
        var key = await store.Content.AppendAsync(Bytes(text), Origin(uid, mailbox, validity));
        await store.CommitAsync([Added(key, uid, text, mailbox, validity)]);
        return key;
    }

    public static async Task<byte[]> ReadAsync(this IMailStore store, ContentKey key)
    {
        await using var stream = await store.Content.OpenReadAsync(key);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    public static async Task<IReadOnlyList<MessageInfo>> ListAsync(this IMailStore store, string? mailbox = null, string? text = null, int? limit = null)
    {
        var list = new List<MessageInfo>();
        await foreach (var message in store.Reader.QueryAsync(new() { Mailbox = mailbox, Text = text, Limit = limit })) list.Add(message);
        return list;
    }

    public static async Task<StoredMailbox> MailboxAsync(this IMailStore store, string name = "INBOX") =>
        (await store.Reader.GetMailboxesAsync()).Single(m => m.Name == name);
}
