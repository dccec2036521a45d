namespace AcMail.Testing;

/// <summary>CAPA (RFC 2449 §5).</summary>
static class Pop3CapabilityList
{
    public static void Capa(Pop3Session session, string argument)
    {
        session.Ok("This is what is offered.");
        foreach (var line in Lines(session)) session.WriteLine(line);
        session.WriteLine(".");
    }

    static IEnumerable<string> Lines(Pop3Session session)
    {
        var profile = session.Profile;
        string[] simple = ["TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"];
        foreach (var name in simple.Where(profile.Announces)) yield return name;
        if (profile.Announces("UTF8")) yield return "UTF8 USER";
        if (profile.Announces("EXPIRE")) yield return profile.ExpireDays is { } days ? $"EXPIRE {days}" : "EXPIRE NEVER";
        if (profile.Announces("LOGIN-DELAY") && profile.LoginDelay is { } delay) yield return $"LOGIN-DELAY {(long)delay.TotalSeconds}";
        if (session.Drop is null)
        {
            if (profile.Announces("STLS") && !session.Connection.IsEncrypted) yield return "STLS";
            if (profile.Announces("USER") && session.MayLogIn) yield return "USER";
            if (profile.Announces("SASL") && session.MayLogIn) yield return $"SASL {string.Join(' ', profile.Mechanisms)}";
        }

        if (profile.Announces("IMPLEMENTATION")) yield return $"IMPLEMENTATION {profile.Implementation}";
    }
}
