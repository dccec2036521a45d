using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AcMail;

/// <summary>What only a POP3 account has.</summary>
public sealed class Pop3Options
{
    /// <summary>What stays on the server after it was downloaded.</summary>
    /// <value>The default is <see cref="LeaveOnServer.Forever"/>.</value>
    [Required, ValidateObjectMembers]
    public LeaveOnServer LeaveOnServer { get; set; } = LeaveOnServer.Forever;
}
