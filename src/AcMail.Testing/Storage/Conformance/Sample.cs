using System.Text;
using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>The messages of the checks, and short ways to store them.</summary>
static class Sample
{
    public const uint Validity = 7;

    public static readonly UidSet Everything = UidSet.FromRanges([new(1, uint.MaxValue)]);

    public static readonly DateTimeOffset Date = new(2026, 3, 14, 9, 26, 53, 589, TimeSpan.FromHours(1));

    public static readonly MailFlags Seen = new(SystemFlags.Seen);

    /// <summary>The key of content that nobody appends.</summary>
    public static readonly ContentKey Unknown = ContentKey.Of("nobody appends this"u8);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes($"Subject: {text}\r\nMessage-Id: <{text.Length}@x>\r\n\r\n{text}\r\n");

    /// <summary>Bytes of every value in no order that compresses or repeats.</summary>
    public static byte[] Noise(int length, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)random.Next();
        return bytes;
    }

    public static MessageHeaders Headers(string subject) =>
        new(subject, "David MARTIN <david.martin@ac-lyon.fr>", "élève@école.fr", "Zoé <zoe@ac-lyon.fr>", Date, "id@x");

    public static ContentOrigin Origin(uint uid = 1, string mailbox = "INBOX", uint validity = Validity, MailFlags flags = default) =>
        new(mailbox, validity, uid, flags, Date.AddSeconds(uid), "");

    public static MessageAdded Added(
        ContentKey key, uint uid, string subject = "s", string mailbox = "INBOX", uint validity = Validity, MailFlags flags = default,
        ulong modSeq = 0) =>
        new(mailbox, validity, uid, key, flags, modSeq, Date.AddSeconds(uid), Headers(subject));

    public static MessageFiled Filed(ContentKey key, string mailbox = "INBOX", string subject = "s") =>
        new(mailbox, MailboxRole.None, key, default, Date, Headers(subject));

    public static readonly Distrust Distrust =
        new(ServerPromise.QuickResync, DistrustReason.NamedWrongly, Date.ToUniversalTime(), Date.ToUniversalTime().AddDays(2), 2);

    public static readonly QuarantinedMessage Quarantined = new(
        "INBOX", Validity, 9, MailErrorKind.CommandRefused, "NO « illisible »", 3, Date.ToUniversalTime(), Date.ToUniversalTime().AddHours(4));

    /// <summary>A ledger entry of a message that was downloaded.</summary>
    public static DropEntry Dropped(string uniqueId, ContentKey key) => new(uniqueId, DropState.Downloaded)
    {
        Content = key, Size = 5_000_000_000, DownloadedAt = Date, Date = Date.AddDays(-1), Rule = "ForDays 60",
    };

    public static OutboxMessage Outgoing(ContentKey key, string subject = "Sujet") =>
        new(key, "m@x", "david.martin@ac-lyon.fr", ["b@x", "c@x"], subject, Date);

    public static async Task<ContentKey> AppendAsync(this IMailStore store, string text, uint uid = 1) =>
        await store.Content.AppendAsync(Bytes(text), Origin(uid));

    /// <summary>Appends and adds one message.</summary>
    public static async Task<ContentKey> StoreAsync(
        this IMailStore store, string text, uint uid = 1, string mailbox = "INBOX", uint validity = Validity, MailFlags flags = default)
    {
        var key = await store.Content.AppendAsync(Bytes(text), Origin(uid, mailbox, validity, flags));
        await store.CommitAsync([Added(key, uid, text, mailbox, validity, flags)]);
        return key;
    }

    public static async Task<byte[]> ReadAsync(this IMailStore store, ContentKey key)
    {
        await using var stream = await store.Content.OpenReadAsync(key);
        return await stream.ReadAsync();
    }

    public static async Task<byte[]> ReadAsync(this Stream content)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    public static Task<List<MessageInfo>> ListAsync(this IMailStore store, string? mailbox = null, string? text = null, int? limit = null) =>
        store.ListAsync(new MessageQuery { Mailbox = mailbox, Text = text, Limit = limit });

    public static async Task<List<MessageInfo>> ListAsync(this IMailStore store, MessageQuery query)
    {
        var list = new List<MessageInfo>();
        await foreach (var message in store.Reader.QueryAsync(query)) list.Add(message);
        return list;
    }

    public static async Task<MessageInfo> SingleAsync(this IMailStore store, string what = "the messages")
    {
        var list = await store.ListAsync();
        Expect.Equal(1, list.Count, $"{what}, how many");
        return list[0];
    }

    public static async Task<StoredMailbox> MailboxAsync(this IMailStore store, string name = "INBOX") =>
        (await store.Reader.GetMailboxesAsync()).FirstOrDefault(m => m.Name == name)
        ?? throw new ConformanceException($"There should be a mailbox {name}.");

    public static async Task<IReadOnlyList<StoredPlacement>> PlacementsAsync(this IMailStore store, uint validity = Validity) =>
        await store.Reader.GetPlacementsAsync("INBOX", validity, Everything);

    public static async Task<UidSet> UidsAsync(this IMailStore store, string mailbox = "INBOX", uint validity = Validity) =>
        await store.Reader.GetUidsAsync(mailbox, validity);
}
