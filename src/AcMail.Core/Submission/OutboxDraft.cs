using AcMail.Storage;

namespace AcMail;

/// <summary>One message of the outbox on its way through <see cref="OutboxMachine"/>; every step is durable when it returns.</summary>
sealed class OutboxDraft(IMailStore store, long id, ContentKey content, OutgoingMessage message, OutboxState state)
{
    const string LocalSent = "Sent";

    OutboxState _state = state;

    public IMailStore Store { get; } = store;

    public long Id { get; } = id;

    public OutgoingMessage Message { get; } = message;

    /// <returns>What is to be done now.</returns>
    public async Task<OutboxAction> AdvanceAsync(OutboxEvent happened, string reply)
    {
        var step = OutboxMachine.Next(_state, happened) ?? throw new InvalidOperationException($"{happened} cannot happen to a message that is {_state}.");
        if (step.State == _state && happened == OutboxEvent.Deferred && reply.Length == 0) return step.Action;
        var advanced = new OutboxAdvanced(Id, step.State, reply);
        IReadOnlyList<StoreChange> changes = step.Action == OutboxAction.FileLocally ? [advanced, LocalCopy()] : [advanced];
        await Store.CommitAsync(changes, CancellationToken.None).ConfigureAwait(false);
        _state = step.State;
        return step.Action;
    }

    MessageFiled LocalCopy()
    {
        var head = Message.Bytes.Span[..Math.Min(Message.Bytes.Length, HeaderParser.Window)];
        return new(LocalSent, MailboxRole.Sent, content, new(SystemFlags.Seen), Message.Parsed.Date, HeaderParser.Parse(head.ToArray()));
    }
}
