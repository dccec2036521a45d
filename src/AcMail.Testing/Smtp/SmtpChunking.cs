using System.Globalization;

namespace AcMail.Testing;

/// <summary>BDAT (RFC 3030 §2). The octets of a chunk are read whatever the reply will be.</summary>
static class SmtpChunking
{
    public static async ValueTask BdatAsync(SmtpSession session, string argument, CancellationToken cancellationToken)
    {
        var words = argument.Split(' ');
        var isLast = words.Length == 2 && words[1].Equals("LAST", StringComparison.OrdinalIgnoreCase);
        var isWellFormed = words.Length == (isLast ? 2 : 1);
        if (!long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || !isWellFormed)
        {
            // Where the chunk ends cannot be known, so neither can where the next command begins.
            session.Write(new(501, "5.5.4", "BDAT needs a number of octets."));
            session.End();
            return;
        }

        var refusal = Refusal(session);
        var content = refusal is null ? session.Envelope!.Content : null;
        await ReadAsync(session.Connection, content, length, cancellationToken).ConfigureAwait(false);
        if (session.AnswersByScript($"BDAT {argument}")) return;
        if (refusal is { } reply) session.Write(reply);
        else if (isLast) SmtpDelivery.Conclude(session, session.Envelope!);
        else if (session.Envelope!.Content.IsTooLarge) session.Write(SmtpDelivery.TooLarge(session.Profile));
        else session.Write(new(250, "2.0.0", $"{length} octets."));
    }

    static SmtpReply? Refusal(SmtpSession session)
    {
        if (!session.Profile.Performs("CHUNKING")) return new(502, "5.5.1", "Not implemented.");
        if (session.Envelope is not { } envelope) return new(503, "5.5.1", "Send MAIL first.");
        if (envelope.Recipients.Count == 0) return new(554, "5.5.1", "No recipient was accepted.");
        envelope.IsChunked = true;
        return null;
    }

    static async ValueTask ReadAsync(ServerConnection connection, SmtpContent? content, long length, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            var input = await connection.PeekAsync(cancellationToken).ConfigureAwait(false);
            if (input.IsEmpty) throw new IOException("The client closed the connection within a chunk.");
            var taken = (int)Math.Min(length, input.Length);
            content?.Add(input.Span[..taken]);
            connection.Consume(taken);
            length -= taken;
        }
    }
}
