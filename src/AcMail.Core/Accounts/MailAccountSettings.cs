namespace AcMail;

/// <summary>The settings of a running account: validated, every default resolved, immutable.</summary>
sealed record MailAccountSettings(
    string Name, MailProtocol Protocol, string DisplayName, string EmailAddress, MailEndpoint Incoming, MailEndpoint? Outgoing)
{
    public required string? IncomingPassword { get; init; }

    public required string? OutgoingPassword { get; init; }

    public required IReadOnlyList<string> TrustedCertificates { get; init; }

    public required IReadOnlyList<string> PinnedFingerprints { get; init; }

    public required ImapSettings Imap { get; init; }

    public TimeSpan PollInterval { get; init; } = MailAccountOptions.DefaultPollInterval;

    public Pop3Settings Pop3 { get; init; } = Pop3Settings.From(new());

    public static MailAccountSettings From(string name, MailAccountOptions options)
    {
        var protocol = options.Protocol == MailProtocol.Imap ? ServerProtocol.Imap : ServerProtocol.Pop3;
        return new(
            name, options.Protocol, options.DisplayName, options.EmailAddress, MailEndpoint.From(options.Incoming, protocol),
            options.Outgoing is null ? null : MailEndpoint.From(options.Outgoing, ServerProtocol.Smtp))
        {
            IncomingPassword = options.Incoming.Password ?? options.Password,
            OutgoingPassword = options.Outgoing?.Password ?? options.Password,
            TrustedCertificates = [.. options.TrustedCertificates ?? []],
            PinnedFingerprints = [.. options.PinnedFingerprints ?? []],
            Imap = ImapSettings.From(options.Imap),
            PollInterval = options.PollInterval,
            Pop3 = Pop3Settings.From(options.Pop3),
        };
    }
}
