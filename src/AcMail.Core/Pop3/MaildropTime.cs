using AcMail.Storage;

namespace AcMail;

/// <summary>The time of a pass over a maildrop.</summary>
/// <param name="Now">What the system's clock says.</param>
/// <param name="Ages">Up to when ages are counted: never later than what is believed.</param>
/// <param name="Stamp">From when ages of what is downloaded now will be counted: never earlier than what may be true.</param>
/// <param name="State">What is to be remembered.</param>
sealed record MaildropTime(DateTimeOffset Now, DateTimeOffset Ages, DateTimeOffset Stamp, MaildropState State)
{
    /// <summary>How far the clock is behind what it was.</summary>
    public TimeSpan Behind => Ages > Now ? Ages - Now : TimeSpan.Zero;

    /// <summary>Whether the clock has leapt too far to be believed.</summary>
    public bool IsUnsure => State.Leap is not null;

    /// <summary>When the server, by its own word, lets one log in again; <see langword="null"/> where that is now.</summary>
    public DateTimeOffset? MustWait => State.LastLogin is { } last && Now >= last && Now < last.AddSeconds(State.LoginDelay)
        ? last.AddSeconds(State.LoginDelay)
        : null;

    /// <summary>What is to be remembered of a login at this time.</summary>
    public MaildropState LoggedIn(int loginDelay) => State with { LastLogin = Now, LoginDelay = loginDelay };
}
