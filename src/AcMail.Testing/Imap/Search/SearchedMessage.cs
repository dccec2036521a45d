namespace AcMail.Testing;

/// <summary>A message while it is held against search keys.</summary>
sealed class SearchedMessage(ServerMessage message, uint number, bool isRecent)
{
    MailPart? _structure;
    string? _body;

    public ServerMessage Message { get; } = message;

    public uint Number { get; } = number;

    public bool IsRecent { get; } = isRecent;

    public MailPart Structure => _structure ??= MessageStructure.Read(Message.Content);

    /// <summary>The decoded text of its text parts.</summary>
    public string Body => _body ??= DecodedText.OfBody(Structure);
}
