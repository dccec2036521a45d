using AcMail.Storage;

namespace AcMail;

/// <summary>The time of a pass over a maildrop.</summary>
/// <param name="Now">What the computer's clock says.</param>
/// <param name="State">What is to be remembered.</param>
/// <param name="Stored">What is remembered.</param>
sealed record MaildropTime(DateTimeOffset Now, MaildropState State, MaildropState Stored)
{
    /// <summary>Stands for the time of a download that nobody knows: the days begin when the clock is right again.</summary>
    public static readonly DateTimeOffset Unknown = DateTimeOffset.MaxValue;

    /// <summary>Up to when ages are counted: the latest time that is believed.</summary>
    public DateTimeOffset Ages => State.Clock!.Value;

    /// <summary>How far the clock is behind what it was, or can be.</summary>
    public TimeSpan Behind => Ages > Now ? Ages - Now : TimeSpan.Zero;

    /// <summary>Whether the clock is further behind than an error may be.</summary>
    public bool IsBehind => Behind > MaildropClock.Tolerance;

    /// <summary>Whether the clock has leapt too far to be believed.</summary>
    public bool HasLeapt => State.Leap is not null;

    /// <summary>After this nothing has come that is there: what the clock says, unless it is known to be behind.</summary>
    public DateTimeOffset Latest => Ages > Now ? Ages : Now;

    /// <summary>From when the age of what is downloaded now counts.</summary>
    public DateTimeOffset Stamp => HasLeapt || IsBehind ? Unknown : Ages;

    /// <summary>When the server, by its own word, lets one log in again; <see langword="null"/> where that is now.</summary>
    public DateTimeOffset? MustWait => State.LastLogin is { } last && Now >= last && Now < last.AddSeconds(State.LoginDelay)
        ? last.AddSeconds(State.LoginDelay)
        : null;

    /// <summary>What is to be remembered of a login, at a time from which on the server may count: one before it would be refused next time.</summary>
    public MaildropState LoggedIn(DateTimeOffset at, int loginDelay) => State with { LastLogin = at, LoginDelay = loginDelay };
}
