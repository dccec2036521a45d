using System.ComponentModel.DataAnnotations;

namespace AcMail;

/// <summary>How long downloaded messages stay in the maildrop. Deletion is not performed by this version: every mode leaves all messages there.</summary>
public sealed class LeaveOnServer
{
    /// <summary>Messages are never deleted from the server.</summary>
    public static LeaveOnServer Forever => new();

    /// <summary>The rule.</summary>
    /// <value>The default is <see cref="LeaveOnServerMode.Forever"/>.</value>
    public LeaveOnServerMode Mode { get; set; } = LeaveOnServerMode.Forever;

    /// <summary>The days, counted from the download, for <see cref="LeaveOnServerMode.ForDays"/>.</summary>
    /// <value>The default is 60, the guide's.</value>
    [Range(1, 36500)]
    public int Days { get; set; } = 60;

    /// <summary>Messages stay for <paramref name="days"/> days after their download.</summary>
    public static LeaveOnServer ForDays(int days) => new() { Mode = LeaveOnServerMode.ForDays, Days = days };
}
