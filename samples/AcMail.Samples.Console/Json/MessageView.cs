using System.Text.Json.Serialization;

namespace AcMail.Cli;

sealed record MessageView(
    long Id, string Mailbox, uint Uid, string Subject, string From, DateTimeOffset Date, long Size, IReadOnlyList<string> Flags)
{
    /// <summary>Whether only its header is held; left out where all of it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPartial { get; init; }

    /// <summary>Whether something is attached, as far as its text was read; left out where nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasAttachments { get; init; }

    public static MessageView Of(MessageInfo message) => new(
        message.Id, message.Mailbox, message.Uid, message.Headers.Subject, message.Headers.From, DateOf(message), message.Size,
        message.Flags.ToNames())
    {
        IsPartial = message.IsPartial, HasAttachments = message.HasAttachments,
    };

    /// <summary>The message's own date, or the server's where it has none.</summary>
    public static DateTimeOffset DateOf(MessageInfo message) => message.Headers.Date ?? message.InternalDate;
}

sealed record MessageDetailView(
    long Id, string Mailbox, uint Uid, string Subject, string From, string To, string Cc, DateTimeOffset Date, string MessageId, long Size,
    IReadOnlyList<string> Flags, string Text, IReadOnlyList<AttachmentView> Attachments)
{
    /// <inheritdoc cref="MessageView.IsPartial"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPartial { get; init; }

    public static MessageDetailView Of(MessageInfo message, MessageContent content)
    {
        var headers = message.Headers;
        return new(
            message.Id, message.Mailbox, message.Uid, headers.Subject, headers.From, headers.To, headers.Cc, MessageView.DateOf(message),
            headers.MessageId, message.Size, message.Flags.ToNames(), content.Text,
            [.. content.Attachments.Select(a => new AttachmentView(a.Name, a.ContentType, a.ApproximateSize))])
        {
            IsPartial = message.IsPartial,
        };
    }
}

sealed record AttachmentView(string Name, string Type, long ApproximateSize);
