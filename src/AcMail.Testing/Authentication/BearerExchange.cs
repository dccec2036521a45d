namespace AcMail.Testing;

/// <summary>An access token's exchange. A refusal is explained in JSON first, which the client must answer (RFC 7628 §3.2.3).</summary>
abstract class BearerExchange(Func<string, ServerUser?> findUser) : SaslExchange(findUser)
{
    const char Separator = '\x01';
    bool _refused;

    protected abstract ReadOnlyMemory<byte> Explanation { get; }

    public override SaslStep Respond(ReadOnlySpan<byte> response)
    {
        if (_refused) return SaslStep.Failed;
        var fields = Text(response).Split(Separator);
        if (UserName(fields[0]) is { } name && Token(fields) is { } token && Find(name, token) is { } user) return SaslStep.Succeed(user);
        _refused = true;
        return SaslStep.Continue(Explanation);
    }

    protected abstract string? UserName(string firstField);

    static string? Token(string[] fields)
    {
        const string Prefix = "auth=Bearer ";
        return Array.Find(fields, f => f.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))?[Prefix.Length..];
    }
}
