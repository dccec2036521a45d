using AcMail.Storage;

namespace AcMail;

/// <summary>What was sent to a mailbox and not heard of, by what it may be known again among what comes there. Pure.</summary>
sealed class AwaitedMessages
{
    readonly ILookup<string, StoredTransfer> _byMessageId;
    readonly Dictionary<string, uint> _whole;
    readonly HashSet<ContentKey> _headers;
    readonly uint? _firstWhole, _firstHeader;
    readonly uint _uidValidity;

    /// <param name="transfers">What was done here and is not settled.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="uidValidity">How it numbers now.</param>
    public AwaitedMessages(IReadOnlyList<StoredTransfer> transfers, string mailbox, uint uidValidity)
    {
        _uidValidity = uidValidity;
        var sent = transfers.Where(t => t.Message is not null && t.Attempt?.Mailbox == mailbox).ToLookup(t => t.Message!.IsPartial);
        _byMessageId = sent.SelectMany(t => t).Where(t => t.Message!.MessageId.Length > 0).ToLookup(t => t.Message!.MessageId);
        _whole = sent[false].GroupBy(t => t.Message!.MessageId).ToDictionary(g => g.Key, g => g.Min(First));
        _headers = [.. sent[true].Select(t => t.Message!.Content)];
        _firstWhole = sent[false].Min(t => (uint?)First(t));
        _firstHeader = sent[true].Min(t => (uint?)First(t));
    }

    public static AwaitedMessages None { get; } = new([], "", 0);

    /// <summary>
    /// The message that the server took without telling its UID, and that may be the one with this header: some servers write a message anew when they take
    /// it, so that only its Message-ID is left to tell. Where one of that Message-ID is as it was sent, it is that one: a list and its author may send the
    /// same.
    /// </summary>
    public StoredTransfer? FindRewritten(uint uid, ContentKey content, string messageId)
    {
        var sent = _byMessageId[messageId].Where(t => uid >= First(t)).ToList();
        return sent.Exists(t => t.Message!.Content == content) ? null : sent.Find(t => t.Attempt!.Accepted);
    }

    /// <summary>Whether a message may be one that is held whole, so that only its bytes tell.</summary>
    /// <param name="uid">Its UID.</param>
    /// <param name="messageId">Its Message-ID, or empty; <see langword="null"/> where that is not known.</param>
    public bool IsToldByBytes(uint uid, string? messageId) =>
        uid >= (messageId is null ? _firstWhole : _whole.TryGetValue(messageId, out var first) ? first : null);

    /// <summary>Whether a message may be one of which the header alone is held, so that only its header tells.</summary>
    public bool IsToldByHeader(uint uid) => uid >= _firstHeader;

    /// <summary>Whether that is the header of one of them.</summary>
    public bool HasHeader(ContentKey header) => _headers.Contains(header);

    /// <summary>The lowest UID that it may have.</summary>
    uint First(StoredTransfer sent) => sent.Attempt!.UidValidity == _uidValidity ? sent.Attempt.UidNext : 0;
}
