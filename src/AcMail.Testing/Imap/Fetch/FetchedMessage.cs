namespace AcMail.Testing;

/// <summary>A message while a FETCH response is made of it.</summary>
sealed class FetchedMessage(ServerMessage message, bool isRecent)
{
    MailPart? _structure;

    public ServerMessage Message { get; } = message;

    public bool IsRecent { get; } = isRecent;

    public MailPart Structure => _structure ??= MessageStructure.Read(Message.Content);
}
