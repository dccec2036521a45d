using System.ComponentModel.DataAnnotations;

namespace AcMail;

/// <summary>What only a POP3 account has.</summary>
public sealed class Pop3Options
{
    /// <summary>What stays on the server after it was downloaded.</summary>
    /// <value>The default is <see cref="LeaveOnServer.Forever"/>.</value>
    [Required]
    public LeaveOnServer LeaveOnServer { get; set; } = LeaveOnServer.Forever;

    /// <summary>Whether a changed <see cref="LeaveOnServer"/> applies to messages downloaded before it as well, without anybody being asked.</summary>
    /// <value>The default is <see langword="false"/>: see <see cref="IMailRetention"/>.</value>
    public bool ApplyRuleChangesAtOnce { get; set; }

    /// <summary>Of a message above this size in bytes only the header is downloaded, until it is opened.</summary>
    /// <value>The default, <see langword="null"/>, is no limit.</value>
    [Range(1L, long.MaxValue)]
    public long? MaximumDownloadSize { get; set; }

    /// <summary>Whether to log in with APOP (RFC 1939 §7) where the server offers it. It rests on MD5; a password over TLS is safer.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowApop { get; set; }

    /// <summary>How long an answer is waited for.</summary>
    internal TimeSpan AnswerTime { get; set; } = ConnectionLimits.Command;
}
