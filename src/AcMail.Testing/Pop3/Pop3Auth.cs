namespace AcMail.Testing;

/// <summary>AUTH (RFC 5034).</summary>
static class Pop3Auth
{
    public static async ValueTask AuthAsync(Pop3Session session, string argument, CancellationToken cancellationToken)
    {
        var words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) ListMechanisms(session);
        else if (!session.MayLogIn) session.Error("Passwords are taken over TLS only. Send STLS first.", "AUTH");
        else if (words.Length > 2 || Create(session, words[0]) is not { } exchange) session.Error("This mechanism is not offered.");
        else
        {
            var dialogue = new SaslDialogue(session.Connection, "+ ");
            Conclude(session, await dialogue.RunAsync(exchange, words.ElementAtOrDefault(1), cancellationToken).ConfigureAwait(false));
        }
    }

    static SaslExchange? Create(Pop3Session session, string mechanism) =>
        session.Profile.Mechanisms.Contains(mechanism, StringComparer.OrdinalIgnoreCase)
            ? SaslExchange.Create(mechanism, name => Pop3Door.Find(session, name))
            : null;

    static void Conclude(Pop3Session session, SaslStep step)
    {
        switch (step)
        {
            case { Status: SaslStatus.Succeeded, User: { } user }:
                Pop3Door.Enter(session, user, user.Name);
                break;
            case { Status: SaslStatus.Cancelled }:
                session.Error("Cancelled.");
                break;
            case { Status: SaslStatus.Malformed }:
                session.Error("This is not base64.");
                break;
            default:
                session.RefuseLogin();
                break;
        }
    }

    // Older than RFC 5034, and what Dovecot does.
    static void ListMechanisms(Pop3Session session)
    {
        session.Ok("These are offered.");
        foreach (var mechanism in session.Profile.Mechanisms) session.WriteLine(mechanism);
        session.WriteLine(".");
    }
}
