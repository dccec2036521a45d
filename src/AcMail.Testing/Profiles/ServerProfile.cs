using System.Collections.Immutable;

namespace AcMail.Testing;

/// <summary>How a server presents itself and what it can do, as data. <c>with</c> makes another of it.</summary>
public sealed partial record ServerProfile
{
    /// <summary>Every extension, no quirk.</summary>
    public static ServerProfile Full { get; } = new() { Name = "full" };

    /// <summary>What it is called in test names.</summary>
    public required string Name { get; init; }

    /// <summary>The mailboxes that a new user has besides INBOX.</summary>
    public ImmutableArray<StandardMailbox> Mailboxes { get; init; } = [];

    /// <summary>Its IMAP side.</summary>
    public ImapProfile Imap { get; init; } = new();

    /// <summary>Its POP3 side.</summary>
    public Pop3Profile Pop3 { get; init; } = new();

    /// <summary>Its submission side.</summary>
    public SmtpProfile Smtp { get; init; } = new();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
