namespace AcMail;

/// <summary>A message of a conversation.</summary>
/// <param name="Message">The message.</param>
/// <param name="Depth">How many messages it hangs below; 0 for the first.</param>
public sealed record ThreadMessage(MessageInfo Message, int Depth)
{
    /// <summary>The same message in other mailboxes.</summary>
    public IReadOnlyList<MessageInfo> Copies { get; init; } = [];

    /// <summary>Whether it has not been read, here or in another mailbox.</summary>
    public bool IsUnseen => Copies.Append(Message).All(m => !m.Flags.System.HasFlag(SystemFlags.Seen));
}
