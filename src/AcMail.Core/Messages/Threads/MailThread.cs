namespace AcMail;

/// <summary>A conversation: a message, what answers it, what answers that, wherever these are.</summary>
/// <param name="Messages">Its messages, each before those that answer it; answers to one message by date. Never empty.</param>
public sealed record MailThread(IReadOnlyList<ThreadMessage> Messages)
{
    /// <summary>Whether there is more of it than can be told at a time.</summary>
    internal bool IsPart { get; init; }

    /// <summary>The subject with which it began, as far as it is held.</summary>
    public string Subject => Messages[0].Message.Headers.Subject;

    /// <summary>The message that came last, by <see cref="MessageInfo.InternalDate"/>.</summary>
    public MessageInfo Newest => NewestIn(null)!;

    /// <summary>How many of its messages have not been read.</summary>
    public int Unseen => Messages.Count(m => m.IsUnseen);

    /// <summary>Who wrote, as in From, in the order of <see cref="Messages"/>, each once.</summary>
    public IReadOnlyList<string> Participants =>
        [.. Messages.Select(m => m.Message.Headers.From).Where(f => f.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// The message of it that came last into a mailbox, by its exact name (<see langword="null"/> for all); <see langword="null"/> where it has none there.
    /// </summary>
    public MessageInfo? NewestIn(string? mailbox) => Everywhere().Where(m => mailbox is null || m.Mailbox == mailbox).MaxBy(m => (m.InternalDate, m.Id));

    /// <summary>Its messages with their copies in other mailboxes.</summary>
    internal IEnumerable<MessageInfo> Everywhere() => Messages.SelectMany(m => m.Copies.Prepend(m.Message));
}
