using AcMail.Storage;

namespace AcMail;

/// <summary>Decides when a message that the server does not give out is asked for again. Pure: values in, values out.</summary>
static class QuarantinePlanner
{
    static readonly TimeSpan First = TimeSpan.FromHours(1), Longest = TimeSpan.FromDays(30);

    /// <summary>
    /// After an attempt in vain: the next pass tries again at once, then one after an hour, and each time it takes four times as long, up to a month.
    /// </summary>
    /// <param name="known">What was known of the message, if anything.</param>
    /// <param name="failed">The message, with the kind of failure and the server's words.</param>
    /// <param name="now">The time.</param>
    public static QuarantinedMessage Failed(QuarantinedMessage? known, QuarantinedMessage failed, DateTimeOffset now)
    {
        var attempts = (known?.Attempts ?? 0) + 1;
        return failed with { Attempts = attempts, Since = known?.Since ?? now, NextTry = now + Pause(attempts) };
    }

    /// <summary>The messages to ask for again.</summary>
    public static UidSet Due(IEnumerable<QuarantinedMessage> quarantine, uint uidValidity, DateTimeOffset now) =>
        UidSet.Of(quarantine.Where(q => q.UidValidity == uidValidity && IsDue(q, now)).Select(q => q.Uid));

    /// <summary>Whether its pause is over. One that has longer to go than the longest lasts was begun by a clock that was ahead.</summary>
    public static bool IsDue(QuarantinedMessage message, DateTimeOffset now) => message.NextTry <= now || message.NextTry - now > Longest;

    /// <summary>What is to be lifted in any case: what a former UIDVALIDITY numbered.</summary>
    public static IEnumerable<QuarantineLifted> Outdated(IEnumerable<QuarantinedMessage> quarantine, uint uidValidity) => quarantine
        .Where(q => q.UidValidity != uidValidity).GroupBy(q => (q.Mailbox, q.UidValidity))
        .Select(g => new QuarantineLifted(g.Key.Mailbox, g.Key.UidValidity, UidSet.Of(g.Select(q => q.Uid))));

    /// <summary>How long to wait after so many attempts.</summary>
    public static TimeSpan Pause(int attempts) => attempts switch
    {
        <= 1 => TimeSpan.Zero,
        > 7 => Longest,
        _ => TimeSpan.FromTicks(Math.Min(First.Ticks << (2 * (attempts - 2)), Longest.Ticks)),
    };
}
