namespace AcMail.Testing;

/// <summary>PLAIN (RFC 4616). Nobody may act for another user.</summary>
sealed class PlainExchange(Func<string, ServerUser?> findUser) : SaslExchange(findUser)
{
    public override SaslStep Respond(ReadOnlySpan<byte> response) => Text(response).Split('\0') switch
    {
        [var actingFor, var name, var password] when actingFor.Length == 0 || actingFor == name => Verify(name, password),
        _ => SaslStep.Failed,
    };
}
