using System.ComponentModel.DataAnnotations;

namespace AcMail;

/// <summary>One server and how to reach it.</summary>
public sealed class EndpointOptions
{
    /// <summary>A host name or an IP address.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>The TCP port, 1 to 65535.</summary>
    /// <value>The default depends on protocol and <see cref="Security"/>: IMAP 993/143, POP3 995/110, submission 465/587 (RFC 8314).</value>
    [Range(1, 65535)]
    public int? Port { get; set; }

    /// <summary>How the connection is protected.</summary>
    /// <value>The default is <see cref="ConnectionSecurity.ImplicitTls"/> for incoming and <see cref="ConnectionSecurity.StartTls"/> for outgoing servers.</value>
    public ConnectionSecurity? Security { get; set; }

    /// <summary>Must be <see langword="true"/> beside <see cref="ConnectionSecurity.None"/>: it sends passwords and mail in the clear.</summary>
    public bool AllowInsecure { get; set; }

    /// <summary>The login, which is often not the address. Empty means no authentication, which only an outgoing server may have.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The password for this server, where it differs from <see cref="MailAccountOptions.Password"/>.</summary>
    public string? Password { get; set; }
}
