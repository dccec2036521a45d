namespace AcMail.Testing;

/// <summary>AUTH (RFC 4954).</summary>
static class SmtpAuth
{
    public static async ValueTask AuthAsync(SmtpSession session, string argument, CancellationToken cancellationToken)
    {
        var words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Refusal(session, words) is { } refusal)
        {
            session.Write(refusal);
            return;
        }

        if (Create(session, words[0]) is not { } exchange)
        {
            session.Write(new(504, "5.5.4", "This mechanism is not offered."));
            return;
        }

        var dialogue = new SaslDialogue(session.Connection, "334 ");
        Conclude(session, await dialogue.RunAsync(exchange, words.ElementAtOrDefault(1), cancellationToken).ConfigureAwait(false));
    }

    static SmtpReply? Refusal(SmtpSession session, string[] words)
    {
        if (session.NeedsTls) return SmtpReply.TlsFirst;
        if (!session.IsExtended) return new(503, "5.5.1", "Send EHLO first.");
        if (session.User is not null) return new(503, "5.5.1", "You are authenticated already.");
        if (session.Envelope is not null) return new(503, "5.5.1", "Not within a message.");
        return words.Length is 1 or 2 ? null : new(501, "5.5.4", "AUTH needs a mechanism.");
    }

    static SaslExchange? Create(SmtpSession session, string mechanism) =>
        session.Profile.Mechanisms.Contains(mechanism, StringComparer.OrdinalIgnoreCase)
            ? SaslExchange.Create(mechanism, session.Server.FindUser)
            : null;

    static void Conclude(SmtpSession session, SaslStep step)
    {
        switch (step.Status)
        {
            case SaslStatus.Succeeded:
                session.LogIn(step.User!);
                session.Write(new(235, "2.7.0", "Authenticated."));
                break;
            case SaslStatus.Cancelled:
                session.Write(new(501, "5.7.0", "Cancelled."));
                break;
            case SaslStatus.Malformed:
                session.Write(new(501, "5.5.2", "This is not base64."));
                break;
            default:
                session.RefuseLogin();
                break;
        }
    }
}
