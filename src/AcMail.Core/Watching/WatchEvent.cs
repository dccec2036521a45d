using System.Collections.Immutable;

namespace AcMail;

/// <summary>What happens to a watch.</summary>
abstract record WatchEvent
{
    /// <summary>Time has passed, or somebody else needed the connection.</summary>
    public sealed record Woke : WatchEvent;

    /// <summary>Something is new on the server, or was done here that it has to be told.</summary>
    /// <param name="Mailboxes">The mailboxes in which something is new.</param>
    /// <param name="DoneHere">Whether something was done here.</param>
    public sealed record News(ImmutableHashSet<string> Mailboxes, bool DoneHere) : WatchEvent;

    /// <summary>A pass is over; its report may be of a failure.</summary>
    /// <param name="Scope">What it was to look at.</param>
    /// <param name="Report">What came of it.</param>
    /// <param name="ConnectedAt">When the connection was opened that it used, where there was one.</param>
    public sealed record PassEnded(PassScope Scope, SyncReport Report, DateTimeOffset? ConnectedAt) : WatchEvent;

    /// <summary>The connection broke while nobody used it.</summary>
    /// <param name="Failure">What happened.</param>
    /// <param name="ConnectedAt">When it was opened.</param>
    public sealed record ConnectionBroke(MailFailure Failure, DateTimeOffset? ConnectedAt) : WatchEvent;

    /// <summary>There is no connection, or a new one, so that there is no telling what happened in between.</summary>
    public sealed record ConnectedAnew : WatchEvent;

    /// <summary>The server cannot do IDLE, or does not want to.</summary>
    public sealed record IdleRefused : WatchEvent;

    /// <summary>There is another credential than the one that was refused.</summary>
    public sealed record CredentialChanged : WatchEvent;

    /// <summary>A pass that somebody else asked for went well.</summary>
    public sealed record WorksAgain : WatchEvent;
}
