namespace AcMail.Core.Tests.Watching;

/// <summary>One thing that a server, a network, a clock or a person does to a watch, by a number and two shares of chance.</summary>
readonly record struct Whim(int Kind, double Size, double Jitter);

/// <summary>Drives <see cref="WatchMachine"/> through simulated time, and remembers what it did.</summary>
sealed class WatchWorld
{
    public static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    readonly WatchPace _pace = new(TimeSpan.FromMinutes(5));
    DateTimeOffset? _connectedAt;

    public WatchState State { get; private set; } = WatchState.Begin(Start, 0.5);

    public DateTimeOffset Now { get; set; } = Start;

    /// <summary>Every step with the time at which it began and what came of it.</summary>
    public List<(DateTimeOffset At, WatchStep Step, WatchEvent Ended)> Log { get; } = [];

    /// <summary>The moments at which a login was tried.</summary>
    public List<DateTimeOffset> Logins { get; } = [];

    public static SyncReport Report(MailFailure? failure, TimeSpan elapsed = default) => SyncReportBuilder.Build("pro", new(null), failure, elapsed);

    public static MailFailure Failure(MailErrorKind kind, DateTimeOffset? notBefore = null, string? reply = null) =>
        new(kind, new("", ""), new("", "")) { NotBefore = notBefore, ServerReply = reply };

    public static WatchEvent.News News(params string[] mailboxes) => new([.. mailboxes], false);

    /// <summary>What a person does here, and ears hear, between two steps.</summary>
    public void Tell(WatchEvent news) => State = WatchMachine.After(State, news, Now, _pace, 0.5);

    /// <summary>Takes one step, which ends as <paramref name="whim"/> wants.</summary>
    public WatchStep Step(Whim whim)
    {
        (State, var step) = WatchMachine.Decide(State, Now, _pace, whim.Jitter);
        var began = Now;
        var ended = step switch
        {
            WatchStep.Pass pass => Pass(pass, whim),
            WatchStep.Idle idle => Idle(idle, whim),
            _ => Wait((WatchStep.Wait)step, whim),
        };
        Log.Add((began, step, ended));
        State = WatchMachine.After(State, ended, Now, _pace, whim.Jitter);
        return step;
    }

    WatchEvent.PassEnded Pass(WatchStep.Pass step, Whim whim)
    {
        if (step.WithFreshCredential) _connectedAt = null;
        // Whoever finds that another process has the account does not even try.
        if (_connectedAt is null && whim.Kind != 4) Logins.Add(Now);
        var elapsed = TimeSpan.FromSeconds(whim.Size * 2);
        Now += elapsed;
        MailFailure? failure = whim.Kind switch
        {
            1 => Failure(MailErrorKind.ConnectionRefused),
            2 => Failure(MailErrorKind.ConnectionLost),
            3 => Failure(MailErrorKind.BadCredentials),
            4 => Failure(MailErrorKind.Busy),
            5 => Failure(MailErrorKind.ConnectionLost, reply: $"NO Request is throttled. Suggested Backoff Time: {(int)(whim.Size * 400_000)} milliseconds"),
            6 => Failure(MailErrorKind.Deferred, Now + TimeSpan.FromMinutes(whim.Size * 20)),
            7 => Failure(MailErrorKind.StorageFull),
            8 => Failure(MailErrorKind.CommandRefused),
            _ => null,
        };
        // What the disk does leaves the connection alone, and so does another process; where there was none, a refusal leaves none.
        _connectedAt = failure?.Kind switch
        {
            MailErrorKind.Busy => _connectedAt,
            null or MailErrorKind.StorageFull => _connectedAt ?? Now,
            MailErrorKind.ConnectionLost or MailErrorKind.CommandRefused => _connectedAt ?? Now,
            _ => null,
        };
        var ended = new WatchEvent.PassEnded(step.Scope, Report(failure, elapsed), _connectedAt);
        if (failure is { Kind: MailErrorKind.ConnectionLost or MailErrorKind.CommandRefused }) _connectedAt = null;
        return ended;
    }

    WatchEvent Idle(WatchStep.Idle step, Whim whim)
    {
        if (_connectedAt is null) return new WatchEvent.ConnectedAnew();
        var left = step.Until - Now;
        var share = whim.Kind is 0 or > 4 ? left : left * whim.Size;
        Now += share;
        switch (whim.Kind)
        {
            case 1:
                var broke = new WatchEvent.ConnectionBroke(Failure(MailErrorKind.ConnectionLost), _connectedAt);
                _connectedAt = null;
                return broke;
            case 2: return News("INBOX");
            case 3: return new WatchEvent.IdleRefused();
            default: return new WatchEvent.Woke();
        }
    }

    WatchEvent Wait(WatchStep.Wait step, Whim whim)
    {
        Now += (step.Until - Now) * (whim.Kind is 0 or > 4 ? 1 : whim.Size);
        return whim.Kind == 1 && step.ForCredential ? new WatchEvent.CredentialChanged() : new WatchEvent.Woke();
    }
}
