using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AcMail;

/// <summary>The settings of one account, as code or configuration gives them. They are validated, then copied once; later changes have no effect.</summary>
public sealed class MailAccountOptions
{
    internal static readonly TimeSpan DefaultPollInterval = TimeSpan.FromMinutes(5);

    /// <summary>How mail is received.</summary>
    /// <value>The default is <see cref="MailProtocol.Imap"/>.</value>
    public MailProtocol Protocol { get; set; } = MailProtocol.Imap;

    /// <summary>The name that correspondents see.</summary>
    /// <value>The default is empty: the address alone is shown.</value>
    public string DisplayName { get; set; } = "";

    /// <summary>The address that mail is sent from.</summary>
    [Required]
    public string EmailAddress { get; set; } = "";

    /// <summary>The server that mail comes from.</summary>
    /// <value>Port and security default to 993 (IMAP) or 995 (POP3) with <see cref="ConnectionSecurity.ImplicitTls"/>.</value>
    [Required, ValidateObjectMembers]
    public EndpointOptions Incoming { get; set; } = new();

    /// <summary>The server that mail is submitted to, or <see langword="null"/> for an account that only receives.</summary>
    /// <value>Port and security default to 587 with <see cref="ConnectionSecurity.StartTls"/>.</value>
    [ValidateObjectMembers]
    public EndpointOptions? Outgoing { get; set; }

    /// <summary>The password for both servers, where no <see cref="ICredentialProvider"/> is registered. Keep it out of source control.</summary>
    public string? Password { get; set; }

    /// <summary>Files (PEM or DER) of certificate authorities to trust in addition to the system's.</summary>
    public IList<string> TrustedCertificates { get; set; } = [];

    /// <summary>SHA-256 fingerprints (hexadecimal, colons allowed) of server certificates to accept whatever their chain or name.</summary>
    public IList<string> PinnedFingerprints { get; set; } = [];

    /// <summary>While the account is watched, how long it is at most from one look at all of it to the next: the floor below IDLE. From 1 minute to 1 day.</summary>
    /// <value>The default is 5 minutes. A POP3 server that asks for more by LOGIN-DELAY is obeyed.</value>
    public TimeSpan PollInterval { get; set; } = DefaultPollInterval;

    /// <summary>What only an IMAP account has.</summary>
    [Required, ValidateObjectMembers]
    public ImapOptions Imap { get; set; } = new();

    /// <summary>What only a POP3 account has.</summary>
    [Required, ValidateObjectMembers]
    public Pop3Options Pop3 { get; set; } = new();

    /// <summary>The section of the configuration that it was read from; <see langword="null"/> where code sets it.</summary>
    internal string? ConfiguredAt { get; set; }
}
