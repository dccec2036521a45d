namespace AcMail.Storage;

/// <summary>What is known of a maildrop as a whole.</summary>
public sealed record MaildropState
{
    /// <summary>The latest time that was believed; ages are counted with it, so that they never shrink.</summary>
    public DateTimeOffset? Clock { get; init; }

    /// <summary>A time too far ahead of <see cref="Clock"/> to be believed at first sight.</summary>
    public DateTimeOffset? Leap { get; init; }

    /// <summary>When somebody last logged in from here.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>The seconds that the server wants between two logins (LOGIN-DELAY, RFC 2449 §6.5).</summary>
    public int LoginDelay { get; init; }

    /// <summary>Whose maildrop the ledger is of: user name and host; <see langword="null"/> where nobody has noted it yet.</summary>
    public string? Owner { get; init; }
}
