using AcMail.Storage;

namespace AcMail;

/// <summary>
/// The time by which the ages of messages are counted. It never goes backwards, so that a clock set back makes nothing older later on; and a leap of more
/// than half a year is not believed until the clock has kept it up for a day, so that a clock gone wrong does not make everything old at once. Pure.
/// </summary>
static class MaildropClock
{
    /// <summary>No clock that is right is before this: one that lost its battery, at the first synchronisation.</summary>
    public static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan LargestStep = TimeSpan.FromDays(183), Probation = TimeSpan.FromDays(1), Tolerance = TimeSpan.FromHours(1);

    /// <summary>Tells the time at <paramref name="now"/>, and in <see cref="MaildropTime.State"/> what is to be remembered of it.</summary>
    public static MaildropTime Read(MaildropState state, DateTimeOffset now, string? owner = null)
    {
        var clock = state.Clock ?? (now > Earliest ? now : Earliest);
        var read = LeapOf(state, clock, now) is { } leap
            ? state with { Clock = clock, Leap = leap }
            : state with { Clock = now > clock ? now : clock, Leap = null };
        return new(now, read with { Owner = owner ?? state.Owner }, state);
    }

    /// <summary>
    /// Whether what is to be remembered after a login is worth the disk's trouble. That the clock went on by less than <see cref="Tolerance"/>, which is believed
    /// to be no error anyway, is not, nor when somebody logged in where the server lets one come back at once.
    /// </summary>
    public static bool IsNews(MaildropState stored, MaildropState state) =>
        state with { Clock = stored.Clock, LastLogin = stored.LastLogin } != stored || state.LoginDelay > 0 || state.Clock - stored.Clock >= Tolerance;

    static DateTimeOffset? LeapOf(MaildropState state, DateTimeOffset clock, DateTimeOffset now)
    {
        if (now - clock <= LargestStep) return null;
        if (state.Leap is not { } leap || now < leap) return now;
        return now - leap >= Probation ? null : leap;
    }
}
