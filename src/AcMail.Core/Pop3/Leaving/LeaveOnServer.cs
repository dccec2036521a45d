namespace AcMail;

/// <summary>How long downloaded messages stay in the maildrop.</summary>
/// <remarks>
/// Rules can be combined with <see cref="And"/>; the most careful wins: a message is deleted only where every rule lets it go.
/// A rule that changes applies to messages downloaded from then on. Those downloaded before go only where the rule of their time lets them go too, until
/// <see cref="IMailRetention.ApplyAsync"/> or <see cref="Pop3Options.ApplyRuleChangesAtOnce"/> says otherwise.
/// </remarks>
public sealed class LeaveOnServer
{
    /// <summary>The days of the guide.</summary>
    public const int GuideDays = 60;

    /// <summary>Messages are never deleted from the server.</summary>
    public static LeaveOnServer Forever => new();

    /// <summary>Messages are deleted from the server as soon as they are held durably here.</summary>
    public static LeaveOnServer NotAtAll => new() { Mode = LeaveOnServerMode.NotAtAll };

    /// <summary>Messages stay until no local mailbox but the Trash holds them: what is put there leaves the server too.</summary>
    public static LeaveOnServer UntilDeletedLocally => new() { Mode = LeaveOnServerMode.UntilDeletedLocally };

    /// <summary>The rule.</summary>
    /// <value>The default is <see cref="LeaveOnServerMode.Forever"/>.</value>
    public LeaveOnServerMode Mode { get; set; } = LeaveOnServerMode.Forever;

    /// <summary>The days of <see cref="LeaveOnServerMode.ForDays"/> and <see cref="LeaveOnServerMode.ForDaysSinceDate"/>, of 24 hours each.</summary>
    /// <value>The default is 60, the guide's.</value>
    public int Days { get; set; } = GuideDays;

    /// <summary>The number of messages for <see cref="LeaveOnServerMode.Newest"/>.</summary>
    /// <value>The default is 1000.</value>
    public int Messages { get; set; } = 1000;

    /// <summary>The size for <see cref="LeaveOnServerMode.BelowSize"/>, or the quota for <see cref="LeaveOnServerMode.BelowQuotaShare"/>, in MB of 10⁶ bytes.</summary>
    /// <value>The default is 100.</value>
    public int Megabytes { get; set; } = 100;

    /// <summary>The share of the quota for <see cref="LeaveOnServerMode.BelowQuotaShare"/>, in per cent. POP3 does not tell the quota; <see cref="Megabytes"/> does.</summary>
    /// <value>The default is 80.</value>
    public int Percent { get; set; } = 80;

    /// <summary>Further rules; a message is deleted only where each of them lets it go as well.</summary>
    public IList<LeaveOnServer> And { get; set; } = [];

    /// <summary>Messages stay for <paramref name="days"/> days after their download.</summary>
    public static LeaveOnServer ForDays(int days) => new() { Mode = LeaveOnServerMode.ForDays, Days = days };

    /// <summary>Messages stay for <paramref name="days"/> days after the date that they bear.</summary>
    public static LeaveOnServer ForDaysSinceDate(int days) => new() { Mode = LeaveOnServerMode.ForDaysSinceDate, Days = days };

    /// <summary>The newest <paramref name="messages"/> messages stay.</summary>
    public static LeaveOnServer Newest(int messages) => new() { Mode = LeaveOnServerMode.Newest, Messages = messages };

    /// <summary>Messages stay while the maildrop is no larger than <paramref name="megabytes"/> MB.</summary>
    public static LeaveOnServer BelowSize(int megabytes) => new() { Mode = LeaveOnServerMode.BelowSize, Megabytes = megabytes };

    /// <summary>Messages stay while the maildrop takes no more than <paramref name="percent"/> % of a quota of <paramref name="quotaMegabytes"/> MB.</summary>
    public static LeaveOnServer BelowQuotaShare(int percent, int quotaMegabytes) =>
        new() { Mode = LeaveOnServerMode.BelowQuotaShare, Percent = percent, Megabytes = quotaMegabytes };
}
