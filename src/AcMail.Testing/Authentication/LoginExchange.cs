namespace AcMail.Testing;

/// <summary>LOGIN, which no RFC describes: the name, then the password.</summary>
sealed class LoginExchange(Func<string, ServerUser?> findUser) : SaslExchange(findUser)
{
    string? _name;

    public override ReadOnlyMemory<byte> FirstChallenge => "Username:"u8.ToArray();

    public override SaslStep Respond(ReadOnlySpan<byte> response)
    {
        if (_name is not null) return Verify(_name, Text(response));
        _name = Text(response);
        return SaslStep.Continue("Password:"u8.ToArray());
    }
}
