namespace AcMail;

/// <summary>How often things are done while an account is watched.</summary>
/// <param name="Poll">From one look at the whole account to the next: the floor below IDLE.</param>
sealed record WatchPace(TimeSpan Poll)
{
    /// <summary>How long one IDLE lasts at most. Some servers cut it after three minutes, and NATs forget a connection after five.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(150);

    /// <summary>From one look at every mailbox whose counters do not prove that nothing changed to the next: what servers without CONDSTORE need.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(30);

    /// <summary>From one comparison of everything to the next.</summary>
    public static readonly TimeSpan Everything = TimeSpan.FromHours(24);

    /// <summary>How long news may wait for more of them. Less where a look takes less, so that at most half of the time goes into looking.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(250);

    /// <summary>The same where so many news in a row came to nothing: some servers tell the same again and again.</summary>
    public static readonly TimeSpan SettleAtMost = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="SettleAtMost"/>
    public const int NewsInVain = 4;

    /// <summary>After which IDLE is tried again with a server that refused it.</summary>
    public static readonly TimeSpan IdleAgain = TimeSpan.FromHours(1);

    /// <summary>Before another attempt where another process has the account; it doubles.</summary>
    public static readonly TimeSpan Busy = TimeSpan.FromSeconds(1), BusyAtMost = TimeSpan.FromSeconds(30);

    /// <summary>Before a refused credential is tried again: two failures lock accounts out in many schools.</summary>
    public static readonly TimeSpan Refused = TimeSpan.FromHours(1), RefusedAtMost = TimeSpan.FromHours(24);

    /// <summary>How often the credential providers are asked for another one meanwhile.</summary>
    public static readonly TimeSpan AskCredential = TimeSpan.FromMinutes(1);

    /// <summary>From one look for commits of other processes to the next.</summary>
    public static readonly TimeSpan OtherProcesses = TimeSpan.FromSeconds(30);

    /// <summary>A pause that was doubled so many times, up to <paramref name="atMost"/>.</summary>
    public static TimeSpan Doubled(TimeSpan first, int times, TimeSpan atMost) =>
        times > 20 || first * (1 << times) > atMost ? atMost : first * (1 << times);

    /// <summary>How long one IDLE lasts.</summary>
    public static TimeSpan IdleFor(double jitter) => Idle * (0.9 + (jitter / 10));
}
