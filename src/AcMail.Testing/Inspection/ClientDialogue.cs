namespace AcMail.Testing;

/// <summary>Follows what the client says: which lines are commands, and which of their words are passwords.</summary>
sealed class ClientDialogue(WireProtocol protocol)
{
    static readonly byte[] Hidden = "***"u8.ToArray();

    bool _commandGoesOn;
    bool _authenticating;
    bool _idling;
    bool _isSecret;

    /// <summary>Whether the octets that come next may be a password.</summary>
    public bool HidesOctets => _commandGoesOn && _isSecret;

    public ClientLine Read(ReadOnlySpan<byte> line)
    {
        var announces = protocol == WireProtocol.Imap && LiteralMarker.Find(line) is not null;
        if (_commandGoesOn)
        {
            _commandGoesOn = announces;
            return ClientLine.NoCommand(_isSecret ? Hidden : line);
        }

        if (_authenticating) return ClientLine.NoCommand(Hidden);
        if (_idling) return ClientLine.NoCommand(line);
        var tag = protocol == WireProtocol.Imap ? line[..Math.Max(line.IndexOf((byte)' '), 0)] : default;
        if (protocol == WireProtocol.Imap && tag.IsEmpty) return ClientLine.NoCommand(line);
        var command = tag.IsEmpty ? line : line[(tag.Length + 1)..];
        _commandGoesOn = announces;
        _authenticating = ClientLine.Is(command, "AUTHENTICATE") || ClientLine.Is(command, "AUTH");
        _idling = protocol == WireProtocol.Imap && ClientLine.Is(command, "IDLE");
        var namesUser = ClientLine.Is(command, "LOGIN") || ClientLine.Is(command, "APOP");
        var openWords = _authenticating || namesUser ? 2 : ClientLine.Is(command, "PASS") ? 1 : 0;
        _isSecret = openWords > 0;
        var shown = _isSecret ? LengthOf(openWords, command) : 0;
        if (shown == 0) return new(true, tag, command, line);
        byte[] redacted = [.. line[..(line.Length - command.Length + shown)], .. Hidden];
        return new(true, tag, command, redacted);
    }

    /// <summary>A line of the server that does not ask to go on ends an authentication, an IDLE, and a command whose literal is refused.</summary>
    public void Answered(ReadOnlySpan<byte> line)
    {
        if (ServerLine.IsContinuation(protocol, line)) return;
        _authenticating &= line.StartsWith("* "u8);
        _idling &= line.StartsWith("* "u8);
        _commandGoesOn &= line.StartsWith("* "u8);
    }

    /// <summary>The length of the first words with the space after each; 0 where nothing follows them.</summary>
    static int LengthOf(int words, ReadOnlySpan<byte> command)
    {
        var length = 0;
        for (; words > 0; words--)
        {
            var space = command[length..].IndexOf((byte)' ');
            if (space < 0) return 0;
            length += space + 1;
        }

        return length;
    }
}
