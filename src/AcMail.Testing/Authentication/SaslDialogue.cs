using System.Buffers.Text;
using System.Text;

namespace AcMail.Testing;

/// <summary>
/// Carries a SASL exchange over a connection: base64, one line a response, as IMAP, POP3 and SMTP have it in common. The prompt is what a
/// challenge begins with: <c>+</c> or <c>334</c>, and a space.
/// </summary>
sealed class SaslDialogue(ServerConnection connection, string prompt)
{
    /// <summary>The longest line of a response (RFC 4954 §4, RFC 5034 §4).</summary>
    public const int LineLimit = 12288;

    /// <summary>
    /// Runs the exchange to its end; the final reply is the caller's. The initial response is in base64; <c>=</c> is an empty one, and
    /// <see langword="null"/> none.
    /// </summary>
    /// <exception cref="IOException">The client has gone.</exception>
    public async ValueTask<SaslStep> RunAsync(SaslExchange exchange, string? initialResponse, CancellationToken cancellationToken)
    {
        var step = initialResponse is null
            ? SaslStep.Continue(exchange.FirstChallenge)
            : Respond(exchange, initialResponse == "=" ? "" : initialResponse);
        while (step.Status == SaslStatus.Continues)
        {
            connection.WriteLine(prompt + Convert.ToBase64String(step.Challenge.Span));
            var line = await connection.ReadLineAsync(LineLimit, cancellationToken).ConfigureAwait(false);
            step = line.Status switch
            {
                WireLineStatus.Closed => throw new IOException("The client closed the connection while it authenticated."),
                WireLineStatus.TooLong => new(SaslStatus.Malformed),
                _ => Respond(exchange, Encoding.Latin1.GetString(line.Octets.Span)),
            };
        }

        return step;
    }

    static SaslStep Respond(SaslExchange exchange, string response)
    {
        if (response == "*") return new(SaslStatus.Cancelled);
        if (!Base64.IsValid(response)) return new(SaslStatus.Malformed);
        return exchange.Respond(Convert.FromBase64String(response));
    }
}
