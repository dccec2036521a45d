namespace AcMail.Testing;

/// <summary>DELE and RSET (RFC 1939 §5): marks of this session, until QUIT.</summary>
static class Pop3Deletion
{
    public static void Dele(Pop3Session session, string argument)
    {
        if (Pop3Listing.Find(session, argument) is not { } message) return;
        message.IsDeleted = true;
        session.Ok($"Message {message.Number} will be deleted.");
    }

    public static void Rset(Pop3Session session, string argument)
    {
        session.Drop!.Restore();
        session.Ok($"{session.Drop.Count} messages ({session.Drop.Size} octets).");
    }
}
