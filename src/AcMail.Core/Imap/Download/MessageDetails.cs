using AcMail.Storage;
using MailKit;

namespace AcMail;

/// <summary>What FETCH tells of a message before its content.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="ModSeq">Its mod-sequence; 0 for none.</param>
/// <param name="InternalDate">When the server received it.</param>
/// <param name="Size">RFC822.SIZE; 0 where it was not asked for.</param>
/// <param name="EmailId">EMAILID, or empty.</param>
/// <param name="MessageId">Message-ID, where it was asked for; else empty.</param>
sealed record MessageDetails(
    uint Uid, MailFlags Flags, ulong ModSeq, DateTimeOffset InternalDate, long Size, string EmailId, string MessageId)
{
    public static MessageDetails From(IMessageSummary summary) => new(
        summary.UniqueId.Id, ImapFlags.From(summary), summary.ModSeq ?? 0, summary.InternalDate ?? DateTimeOffset.UnixEpoch, summary.Size ?? 0,
        summary.EmailId ?? "", MessageIdOf(summary));

    public ContentIdentity Identity(bool trustMessageId) => new(EmailId, trustMessageId ? MessageId : "", Size, InternalDate);

    public ContentOrigin Origin(MailboxWork work) => new(work.Name, work.UidValidity, Uid, Flags, InternalDate, "");

    /// <summary>The placement of <paramref name="content"/>.</summary>
    public MessageAdded Added(MailboxWork work, ContentKey content, MessageHeaders headers) =>
        new(work.Name, work.UidValidity, Uid, content, Flags, ModSeq, InternalDate, headers) { EmailId = EmailId };

    /// <summary>The same of a message of <paramref name="size"/> octets of which the header alone is held.</summary>
    public MessageAdded AddedHeader(MailboxWork work, ContentKey header, MessageHeaders headers, long size) =>
        Added(work, header, headers) with { HeaderOf = new(ImapPlaces.Name(work.Name, work.UidValidity, Uid), size) };

    /// <summary>That <paramref name="content"/> is all of a message whose header is held.</summary>
    public MessageBodyAdded Completed(MailboxWork work, ContentKey content, MessageHeaders headers) =>
        new(work.Name, work.UidValidity, Uid, content, headers) { EmailId = EmailId };

    /// <summary>The placement, and what it says of messages that were sent here.</summary>
    /// <param name="work">The mailbox.</param>
    /// <param name="content">All of the message.</param>
    /// <param name="headers">What its header says.</param>
    /// <param name="header">What names its header, where it may be one that was sent of which only that is held.</param>
    public IEnumerable<StoreChange> Placed(MailboxWork work, ContentKey content, MessageHeaders headers, ContentKey? header)
    {
        if (header is { } sent && work.Awaited.HasHeader(sent))
        {
            yield return AddedHeader(work, sent, headers, Size);
            yield return Completed(work, content, headers);
            yield break;
        }

        if (Taken(work, content, headers.MessageId) is { } arrived) yield return arrived;
        yield return Added(work, content, headers);
    }

    /// <summary>That it is a message which was sent here and which the server wrote anew.</summary>
    public TransferArrived? Taken(MailboxWork work, ContentKey content, string messageId) =>
        work.Awaited.FindRewritten(Uid, content, messageId) is { } taken
            ? new(taken.Id, work.UidValidity, Uid, LeftBehind: true)
            : null;

    /// <summary>Read as it is read from the content, or the two would differ where it is malformed.</summary>
    public static string MessageIdOf(IMessageSummary summary)
    {
        var field = summary.Headers?.FirstOrDefault(h => h.Field.Equals("Message-ID", StringComparison.OrdinalIgnoreCase));
        return field is null ? "" : HeaderParser.MessageId(field.RawValue);
    }
}
