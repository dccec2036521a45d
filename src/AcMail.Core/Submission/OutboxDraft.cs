using AcMail.Storage;
using MimeKit;

namespace AcMail;

/// <summary>One message of the outbox on its way through <see cref="OutboxMachine"/>; every step is durable when it returns.</summary>
sealed class OutboxDraft(IMailStore store, long id, ContentKey content, OutgoingMessage message, OutboxState state)
{
    /// <summary>Where a POP3 account keeps what it sent.</summary>
    public const string LocalSent = "Sent";

    OutboxState _state = state;

    public IMailStore Store { get; } = store;

    public long Id { get; } = id;

    public OutgoingMessage Message { get; } = message;

    /// <summary>
    /// Whether it was found in the outbox, so that others may be about to file its copy, or have tried: that is then left to who has the lease, and looked for.
    /// </summary>
    public bool IsFound { get; private init; }

    /// <summary>Whether others have the message already, and with them the copy in Sent.</summary>
    public bool IsRemainder { get; private init; }

    /// <summary>Reads the message of an entry that was found in the outbox.</summary>
    /// <exception cref="MailException">Its bytes are not those that were stored, or cannot be read; or nobody knows for whom it is.</exception>
    public static async Task<OutboxDraft> ReadAsync(IMailStore store, OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Recipients.Count == 0) throw new MailException(OutboxFailures.WithoutRecipients(entry.Id));
        var key = await store.Outbox.FindContentAsync(entry.Id, cancellationToken).ConfigureAwait(false) ?? throw new MailException(OutboxFailures.NotThere(entry.Id));
        var stream = await store.Content.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        if (ContentKey.Of(bytes) != key) throw new MailException(OutboxFailures.Damaged(entry.Id));
        var recipients = entry.Recipients.Select(r => new MailboxAddress("", r)).ToList();
        return new(store, entry.Id, key, new(bytes, MessageBytes.Parse(bytes), new MailboxAddress("", entry.Sender), recipients), entry.State)
        {
            IsFound = true, IsRemainder = entry.IsRemainder,
        };
    }

    /// <param name="happened">What happened to it.</param>
    /// <param name="reply">What the server said.</param>
    /// <param name="remainder">Those of a message that was handed over who have not got it with the others.</param>
    /// <returns>What is to be done now.</returns>
    /// <exception cref="MailException">Another process or task has taken the message further meanwhile; or it could not be stored.</exception>
    public async Task<OutboxAction> AdvanceAsync(OutboxEvent happened, string reply, OutboxRemainder? remainder = null)
    {
        var step = OutboxMachine.Next(_state, happened) ?? throw new InvalidOperationException($"{happened} cannot happen to a message that is {_state}.");
        if (step.State == _state && happened == OutboxEvent.Deferred && reply.Length == 0) return step.Action;
        // What waits may be taken by whoever looks into the outbox.
        var isTaken = _state == OutboxState.Queued && step.State != _state;
        if (isTaken && !await Store.Outbox.TryAdvanceAsync(Id, _state, step.State, CancellationToken.None).ConfigureAwait(false))
            throw new MailException(OutboxFailures.TakenByAnother(Id));
        if (!isTaken || reply.Length > 0) await CommitAsync(step, isTaken ? step.State : _state, reply, remainder).ConfigureAwait(false);
        _state = step.State;
        return step.Action;
    }

    async Task CommitAsync(OutboxStep step, OutboxState from, string reply, OutboxRemainder? remainder)
    {
        // What became of a message that was handed over stands in any case; what waits meanwhile may have been taken by another, or out of the outbox.
        var advanced = new OutboxAdvanced(Id, step.State, reply) { From = from == OutboxState.Sending ? null : from, Remainder = remainder };
        IReadOnlyList<StoreChange> changes = step.Action == OutboxAction.FileLocally
            // Of an account that was kept by IMAP and is to be again, the server has not got it.
            ? [advanced, LocalCopy() with { IsUpload = await LocalMail.IsMirroredAsync(Store, CancellationToken.None).ConfigureAwait(false) }]
            : [advanced];
        await Store.CommitAsync(changes, CancellationToken.None).ConfigureAwait(false);
    }

    MessageFiled LocalCopy()
    {
        var head = Message.Bytes.Span[..Math.Min(Message.Bytes.Length, HeaderParser.Window)];
        return new(LocalSent, MailboxRole.Sent, content, new(SystemFlags.Seen), Message.Parsed.Date, HeaderParser.Parse(head.ToArray()));
    }
}
