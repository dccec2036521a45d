namespace AcMail.Testing;

/// <summary>Lets an authenticated user into the maildrop, if that is free.</summary>
static class Pop3Door
{
    const string RecentPrefix = "recent:";

    public static ServerUser? Find(Pop3Session session, string name) =>
        session.Server.FindUser(IsRecent(name) ? name[RecentPrefix.Length..] : name);

    public static void Enter(Pop3Session session, ServerUser user, string name)
    {
        if (session.Misbehaves(Pop3Misbehaviour.MaildropInUse))
        {
            RefuseInUse(session);
            return;
        }

        var state = session.Server.Maildrops.Of(user);
        switch (state.Enter(session.Profile, session.Server.Time.GetUtcNow()))
        {
            case MaildropEntrance.InUse:
                RefuseInUse(session);
                break;
            case MaildropEntrance.TooSoon:
                session.RefuseLogin($"Wait {(long)session.Profile.LoginDelay!.Value.TotalSeconds} seconds between logins.", "LOGIN-DELAY");
                break;
            default:
                var drop = MaildropOpening.Open(session, user, state, IsRecent(name));
                session.LogIn(user, drop);
                session.Ok($"{drop.Count} messages ({drop.Size} octets).");
                break;
        }
    }

    static void RefuseInUse(Pop3Session session) => session.RefuseLogin("Another session uses the maildrop.", "IN-USE");

    static bool IsRecent(string name) => name.StartsWith(RecentPrefix, StringComparison.OrdinalIgnoreCase);
}
