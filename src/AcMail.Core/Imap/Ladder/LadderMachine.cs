using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Decides what a server is trusted with, and for how long it is not. Pure: values in, values out.</summary>
static class LadderMachine
{
    /// <summary>How long a promise that was broken once is not relied upon; it doubles each further time.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromDays(1);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(30);

    /// <summary>Whether <paramref name="promise"/> is relied upon. Without mod-sequences there is no QRESYNC either.</summary>
    public static bool Trusts(IEnumerable<Distrust> known, ServerPromise promise, DateTimeOffset now) =>
        !known.Any(d => IsPaused(d, now) && (d.Promise == promise || (d.Promise == ServerPromise.CondStore && promise == ServerPromise.QuickResync)));

    /// <summary>The extensions that are used: what is offered, less what is not trusted.</summary>
    public static ImapCapabilities Usable(ImapCapabilities offered, IReadOnlyCollection<Distrust> known, DateTimeOffset now)
    {
        if (!Trusts(known, ServerPromise.ListStatus, now)) offered &= ~ImapCapabilities.ListStatus;
        if (!Trusts(known, ServerPromise.Search, now)) offered &= ~ImapCapabilities.ESearch;
        if (!Trusts(known, ServerPromise.Move, now)) offered &= ~ImapCapabilities.Move;
        if (!Trusts(known, ServerPromise.QuickResync, now)) offered &= ~ImapCapabilities.QuickResync;
        return Trusts(known, ServerPromise.CondStore, now) ? offered : offered & ~(ImapCapabilities.CondStore | ImapCapabilities.QuickResync);
    }

    /// <summary>The rung to begin with.</summary>
    /// <param name="usable">The extensions that are used.</param>
    /// <param name="quickResyncEnabled">Whether ENABLE was confirmed.</param>
    public static ResyncMethod Highest(ImapCapabilities usable, bool quickResyncEnabled) => !usable.HasFlag(ImapCapabilities.CondStore)
        ? ResyncMethod.FlagScan
        : quickResyncEnabled && usable.HasFlag(ImapCapabilities.QuickResync) ? ResyncMethod.QuickResync : ResyncMethod.ChangedSince;

    /// <summary>What is remembered once <paramref name="promise"/> was broken. What breaks while it is not relied upon anyway counts once.</summary>
    public static Distrust Broken(IEnumerable<Distrust> known, ServerPromise promise, DistrustReason reason, DateTimeOffset now)
    {
        var before = known.FirstOrDefault(d => d.Promise == promise);
        if (before is not null && IsPaused(before, now)) return before with { Reason = reason };
        var times = (before?.Times ?? 0) + 1;
        return new(promise, reason, before?.Since ?? now, now + Pause(times), times);
    }

    /// <summary>The promises that were kept for as long as they had not been relied upon, so that all is forgotten.</summary>
    /// <param name="known">What is remembered.</param>
    /// <param name="kept">What was relied upon, and held.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<ServerPromise> Redeemed(IEnumerable<Distrust> known, IReadOnlySet<ServerPromise> kept, DateTimeOffset now) =>
        known.Where(d => kept.Contains(d.Promise) && (IsOfWrongClock(d, now) || now >= d.Until + Pause(d.Times))).Select(d => d.Promise);

    /// <summary>How long a promise is not relied upon when it was broken so many times.</summary>
    public static TimeSpan Pause(int times) =>
        times > 5 ? LongestPause : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << (times - 1), LongestPause.Ticks));

    static bool IsPaused(Distrust distrust, DateTimeOffset now) => now < distrust.Until && !IsOfWrongClock(distrust, now);

    /// <summary>A pause that has longer to go than the longest lasts was begun by a clock that was ahead.</summary>
    static bool IsOfWrongClock(Distrust distrust, DateTimeOffset now) => distrust.Until - now > LongestPause;
}
