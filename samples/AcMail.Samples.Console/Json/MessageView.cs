namespace AcMail.Cli;

sealed record MessageView(
    long Id, string Mailbox, uint Uid, string Subject, string From, DateTimeOffset Date, long Size, IReadOnlyList<string> Flags)
{
    public static MessageView Of(MessageInfo message) => new(
        message.Id, message.Mailbox, message.Uid, message.Headers.Subject, message.Headers.From, DateOf(message), message.Size,
        message.Flags.ToNames());

    /// <summary>The message's own date, or the server's where it has none.</summary>
    public static DateTimeOffset DateOf(MessageInfo message) => message.Headers.Date ?? message.InternalDate;
}

sealed record MessageDetailView(
    long Id, string Mailbox, uint Uid, string Subject, string From, string To, string Cc, DateTimeOffset Date, string MessageId, long Size,
    IReadOnlyList<string> Flags, string Text, IReadOnlyList<AttachmentView> Attachments)
{
    public static MessageDetailView Of(MessageInfo message, MessageContent content)
    {
        var headers = message.Headers;
        return new(
            message.Id, message.Mailbox, message.Uid, headers.Subject, headers.From, headers.To, headers.Cc, MessageView.DateOf(message),
            headers.MessageId, message.Size, message.Flags.ToNames(), content.Text,
            [.. content.Attachments.Select(a => new AttachmentView(a.Name, a.ContentType, a.ApproximateSize))]);
    }
}

sealed record AttachmentView(string Name, string Type, long ApproximateSize);
