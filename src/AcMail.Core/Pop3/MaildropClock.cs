using AcMail.Storage;

namespace AcMail;

/// <summary>
/// The time by which the ages of messages are counted. It never goes backwards, so that a clock set back makes nothing older later on; and a leap of more
/// than half a year is not believed until the clock has kept it up for a day, so that a clock gone wrong does not make everything old at once. Pure.
/// </summary>
static class MaildropClock
{
    public static readonly TimeSpan LargestStep = TimeSpan.FromDays(183), Probation = TimeSpan.FromDays(1);

    /// <summary>Tells the time at <paramref name="now"/>, and in <see cref="MaildropTime.State"/> what is to be remembered of it.</summary>
    public static MaildropTime Read(MaildropState state, DateTimeOffset now)
    {
        var clock = state.Clock ?? now;
        if (now <= clock) return new(now, clock, clock, state with { Clock = clock, Leap = null });
        if (now - clock <= LargestStep) return new(now, now, now, state with { Clock = now, Leap = null });
        if (state.Leap is { } leap && leap <= now)
        {
            return now - leap >= Probation
                ? new(now, now, now, state with { Clock = now, Leap = null })
                : new(now, clock, now, state with { Clock = clock });
        }

        return new(now, clock, now, state with { Clock = clock, Leap = now });
    }
}
