namespace AcMail.Testing;

/// <summary>QUIT, and the UPDATE state that it leads to (RFC 1939 §6).</summary>
static class Pop3Quit
{
    public static void Quit(Pop3Session session, string argument)
    {
        session.End();
        if (session.Drop is not { } drop)
        {
            session.Ok("Goodbye.");
            return;
        }

        var drops = session.Misbehaves(Pop3Misbehaviour.QuitDroppedUnanswered);
        var forgets = session.Misbehaves(Pop3Misbehaviour.QuitForgetsDeletions);
        var silent = session.Misbehaves(Pop3Misbehaviour.QuitAppliedUnanswered);

        // The drop is free before the client hears of it, so that it may come back at once.
        drop.Leave(applyDeletions: !drops && !forgets);
        if (!drops && !silent) session.Ok("Goodbye.");
    }
}
