using System.Collections.Immutable;

namespace AcMail;

/// <summary>Where a watch stands.</summary>
/// <param name="PollDue">When the whole account is looked at next.</param>
/// <param name="UsualDue">When that is done as closely as usual.</param>
/// <param name="EverythingDue">When everything is compared.</param>
sealed record WatchState(DateTimeOffset PollDue, DateTimeOffset UsualDue, DateTimeOffset EverythingDue)
{
    /// <summary>The mailboxes in which something is new.</summary>
    public ImmutableHashSet<string> News { get; init; } = [];

    /// <summary>Before that, news wait for more of them.</summary>
    public DateTimeOffset LookFrom { get; init; }

    /// <summary>How often news came to nothing, in a row.</summary>
    public int NewsInVain { get; init; }

    /// <summary>Before that, the server is left alone.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>How long that was when it was decided; nothing or less where the server need not be left alone.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Before that, IDLE is not tried.</summary>
    public DateTimeOffset IdleFrom { get; init; }

    /// <summary>How connecting fares.</summary>
    public Reconnection Reconnection { get; init; }

    /// <summary>How often another process had the account, in a row.</summary>
    public int Collisions { get; init; }

    /// <summary>How often the credential was refused, in a row.</summary>
    public int Refusals { get; init; }

    /// <summary>How often another one was, in a row, which was tried as soon as there was one.</summary>
    public int ChangedInVain { get; init; }

    /// <summary>Before that, another credential is not tried.</summary>
    public DateTimeOffset ChangeFrom { get; init; }

    /// <summary>Whether the next connection needs a fresh credential: the last one went bad while it was open.</summary>
    public bool NeedsFreshCredential { get; init; }

    /// <summary>The state of a watch that begins, and looks at the account first of all.</summary>
    public static WatchState Begin(DateTimeOffset now, double jitter) => new(now, now, now + (WatchPace.Everything * (0.5 + (jitter / 2))));
}
