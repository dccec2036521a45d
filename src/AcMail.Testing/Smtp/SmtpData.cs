namespace AcMail.Testing;

/// <summary>DATA (RFC 5321 §4.1.1.4).</summary>
static class SmtpData
{
    public static async ValueTask DataAsync(SmtpSession session, string argument, CancellationToken cancellationToken)
    {
        if (Refusal(session) is { } refusal)
        {
            session.Write(refusal);
            return;
        }

        session.Write(new(354, "", "End the message with a lone dot."));
        await ReadAsync(session.Connection, session.Envelope!.Content, cancellationToken).ConfigureAwait(false);
        SmtpDelivery.Conclude(session, session.Envelope);
    }

    static SmtpReply? Refusal(SmtpSession session) => session.Envelope switch
    {
        null => new(503, "5.5.1", "Send MAIL first."),
        { Recipients.Count: 0 } => new(554, "5.5.1", "No recipient was accepted."),
        { IsChunked: true } or { IsBinary: true } => new(503, "5.5.1", "This message needs BDAT."),
        _ => null,
    };

    static async ValueTask ReadAsync(ServerConnection connection, SmtpContent content, CancellationToken cancellationToken)
    {
        var dots = new SmtpDots(content);
        while (!dots.HasEnded)
        {
            var input = await connection.PeekAsync(cancellationToken).ConfigureAwait(false);
            if (input.IsEmpty) throw new IOException("The client closed the connection within a message.");
            connection.Consume(dots.Read(input.Span));
        }
    }
}
