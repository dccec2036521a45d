namespace AcMail;

/// <summary>Decides what watching an account takes next. Pure: state, event and time in, state and step out.</summary>
static class WatchMachine
{
    /// <summary>The state after something happened.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="now">The time.</param>
    /// <param name="pace">How often things are done.</param>
    /// <param name="jitter">From 0 to 1, by chance, so that many accounts do not do everything at the same moment.</param>
    public static WatchState After(WatchState state, WatchEvent happened, DateTimeOffset now, WatchPace pace, double jitter)
    {
        var after = Fold(state, happened, now, pace, jitter);
        return after.NotBefore == state.NotBefore ? after : after with { Pause = after.NotBefore - now };
    }

    /// <summary>What to do next, and the state in which that is done.</summary>
    public static (WatchState State, WatchStep Step) Decide(WatchState state, DateTimeOffset now, WatchPace pace, double jitter)
    {
        state = Sane(state, now, pace);
        if (state.NotBefore > now) return (state, new WatchStep.Wait(state.NotBefore, state.Refusals > 0));
        if (state.PollDue <= now || state.UsualDue <= now || state.EverythingDue <= now)
        {
            var depth = state.EverythingDue <= now ? PassDepth.Everything : state.UsualDue <= now ? PassDepth.Usual : PassDepth.Counters;
            return (state with { News = [] }, new WatchStep.Pass(PassScope.Whole(depth), state.NeedsFreshCredential));
        }

        if (!state.News.IsEmpty)
        {
            return state.LookFrom > now
                ? (state, new WatchStep.Wait(state.LookFrom, false))
                : (state with { News = [] }, new WatchStep.Pass(PassScope.Of(state.News), state.NeedsFreshCredential));
        }

        var due = Earlier(state.PollDue, Earlier(state.UsualDue, state.EverythingDue));
        return state.IdleFrom > now
            ? (state, new WatchStep.Wait(Earlier(due, state.IdleFrom), false))
            : (state, new WatchStep.Idle(Earlier(due, now + WatchPace.IdleFor(jitter))));
    }

    static WatchState Fold(WatchState state, WatchEvent happened, DateTimeOffset now, WatchPace pace, double jitter) => happened switch
    {
        WatchEvent.News news => state with
        {
            News = state.News.Union(news.Mailboxes),
            PollDue = news.DoneHere ? Earlier(state.PollDue, Later(Earlier(state.LookFrom, now + WatchPace.Settle), now)) : state.PollDue,
        },
        WatchEvent.PassEnded { Report.Failure: null } ended => WentWell(state, ended, now, pace),
        WatchEvent.PassEnded ended => Failed(Settled(state, ended, now), ended.Scope, ended.Report.Failure!, ended.ConnectedAt, now, pace, jitter),
        WatchEvent.ConnectionBroke broke => Failed(state, PassScope.Account, broke.Failure, broke.ConnectedAt, now, pace, jitter),
        WatchEvent.ConnectedAnew => state with { PollDue = now },
        WatchEvent.IdleRefused => state with { IdleFrom = now + WatchPace.IdleAgain },
        WatchEvent.CredentialChanged when state.Refusals > 0 && state.ChangeFrom <= now => state with
        {
            NotBefore = now,
            ChangedInVain = state.ChangedInVain + 1,
            ChangeFrom = now + WatchPace.Doubled(WatchPace.AskCredential, state.ChangedInVain + 1, WatchPace.Refused),
        },
        WatchEvent.WorksAgain => state with { NotBefore = now, Refusals = 0, ChangedInVain = 0, Collisions = 0 },
        _ => state,
    };

    /// <summary>A clock that was set back must not put off anything further than it would be put off now.</summary>
    static WatchState Sane(WatchState state, DateTimeOffset now, WatchPace pace) => state with
    {
        PollDue = Earlier(state.PollDue, now + pace.Poll),
        UsualDue = Earlier(state.UsualDue, now + WatchPace.Usual),
        EverythingDue = Earlier(state.EverythingDue, now + WatchPace.Everything),
        LookFrom = Earlier(state.LookFrom, now + WatchPace.SettleAtMost),
        NotBefore = Earlier(state.NotBefore, now + Shorter(state.Pause, ThrottleHint.Longest)),
        IdleFrom = Earlier(state.IdleFrom, now + WatchPace.IdleAgain),
        ChangeFrom = Earlier(state.ChangeFrom, now + WatchPace.Refused),
    };

    static WatchState Settled(WatchState state, WatchEvent.PassEnded ended, DateTimeOffset now) =>
        state with { LookFrom = now + Shorter(ended.Report.Elapsed, WatchPace.Settle) };

    /// <summary>The same after a pass that went well: where news come to nothing time and again, they wait for longer.</summary>
    static WatchState SettledWell(WatchState state, WatchEvent.PassEnded ended, DateTimeOffset now)
    {
        var found = ended.Report.Mailboxes.Any(m => m.Added + m.FlagsChanged + m.Removed + m.Uploaded + m.Failed > 0);
        var inVain = found ? 0 : ended.Scope.IsBrief ? state.NewsInVain + 1 : state.NewsInVain;
        state = Settled(state, ended, now) with { NewsInVain = inVain };
        return inVain <= WatchPace.NewsInVain
            ? state
            : state with { LookFrom = now + WatchPace.Doubled(WatchPace.Settle, inVain - WatchPace.NewsInVain, WatchPace.SettleAtMost) };
    }

    // That there is too much of something for good, such as a message in the way of a quota, is told by each pass, and no reason not to listen.
    static TimeSpan? Patience(IEnumerable<SyncProblem> problems) =>
        problems.Where(p => p.Failure.IsTransient).Max(p => ThrottleHint.Find(p.Failure.ServerReply));

    static WatchState WentWell(WatchState state, WatchEvent.PassEnded ended, DateTimeOffset now, WatchPace pace)
    {
        var isKept = ended.ConnectedAt is not null && state.IdleFrom <= now;
        state = SettledWell(state, ended, now) with
        {
            Reconnection = isKept ? state.Reconnection.Alive(ended.ConnectedAt, now) : default,
            NotBefore = Patience(ended.Report.Problems) is { } patience ? now + patience : now,
            Collisions = 0,
            Refusals = 0,
            ChangedInVain = 0,
            NeedsFreshCredential = false,
        };
        // A mailbox that cannot be looked at may be gone, or the connection may be good for nothing any more: the list of mailboxes tells.
        if (ended.Scope.IsBrief) return ended.Report.Problems.Any(p => p.Uid is null) ? state with { PollDue = now } : state;
        return state with
        {
            PollDue = now + pace.Poll,
            UsualDue = ended.Scope.Depth >= PassDepth.Usual ? now + WatchPace.Usual : state.UsualDue,
            EverythingDue = ended.Scope.Depth == PassDepth.Everything ? now + WatchPace.Everything : state.EverythingDue,
        };
    }

    static WatchState Failed(
        WatchState state, PassScope scope, MailFailure failure, DateTimeOffset? connectedAt, DateTimeOffset now, WatchPace pace, double jitter) =>
        failure.Kind switch
        {
            MailErrorKind.Busy or MailErrorKind.MailboxInUse => Again(state, scope, now) with
            {
                Collisions = state.Collisions + 1,
                // A maildrop that another client has locked costs a login each time; another process of ours costs nothing.
                NotBefore = Later(
                    now + WatchPace.Doubled(WatchPace.Busy, state.Collisions, failure.Kind == MailErrorKind.Busy ? WatchPace.BusyAtMost : pace.Poll),
                    failure.NotBefore ?? now),
            },
            MailErrorKind.Deferred => state with
            {
                PollDue = now,
                Collisions = state.Collisions + 1,
                NotBefore = Later(now + WatchPace.Doubled(WatchPace.Busy, state.Collisions, pace.Poll), failure.NotBefore ?? now + pace.Poll),
            },
            MailErrorKind.BadCredentials or MailErrorKind.CredentialMissing or MailErrorKind.AppPasswordRequired or
                MailErrorKind.AuthenticationNotOffered => state with
                {
                    PollDue = now,
                    Refusals = state.Refusals + 1,
                    NotBefore = now + WatchPace.Doubled(WatchPace.Refused, state.Refusals, WatchPace.RefusedAtMost),
                },
            var kind => Lost(state, failure, IsOurs(kind) ? null : connectedAt, now, jitter),
        };

    /// <summary>Whatever broke may have hidden changes, so the whole account is looked at after it.</summary>
    static WatchState Lost(WatchState state, MailFailure failure, DateTimeOffset? connectedAt, DateTimeOffset now, double jitter)
    {
        var (reconnection, notBefore) = state.Reconnection.Lost(connectedAt, now, jitter);
        if (failure.NotBefore is { } told) notBefore = Later(notBefore, told);
        if (ThrottleHint.Find(failure.ServerReply) is { } patience) notBefore = Later(notBefore, now + patience);
        return state with
        {
            Reconnection = reconnection,
            NotBefore = notBefore,
            PollDue = now,
            // What had let us in does not let us work: that is how a token shows that expired where the connection outlives it.
            NeedsFreshCredential = connectedAt is not null && failure.Kind == MailErrorKind.CommandRefused,
        };
    }

    static WatchState Again(WatchState state, PassScope scope, DateTimeOffset now) =>
        scope.IsBrief ? state with { News = state.News.Union(scope.Mailboxes) } : state with { PollDue = now };

    /// <summary>Whether the connection has nothing to do with it; it may well be as old as it likes.</summary>
    static bool IsOurs(MailErrorKind kind) => MailErrorKinds.IsStorage(kind) || kind == MailErrorKind.Unexpected;

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
