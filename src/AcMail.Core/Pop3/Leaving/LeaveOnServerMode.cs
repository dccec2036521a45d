namespace AcMail;

/// <summary>The rules of <see cref="LeaveOnServer"/>. Whatever the rule, only what is held durably here is ever deleted there.</summary>
public enum LeaveOnServerMode
{
    /// <summary>Messages are never deleted from the server.</summary>
    Forever,

    /// <summary>Messages stay for a number of days after their download.</summary>
    ForDays,

    /// <summary>Messages stay for a number of days after the date that they bear, or after their download where they bear none.</summary>
    ForDaysSinceDate,

    /// <summary>The newest messages stay, a number of them.</summary>
    Newest,

    /// <summary>Messages stay while all of the maildrop is no larger than a size; above it the oldest go first.</summary>
    BelowSize,

    /// <summary>Messages stay while all of the maildrop takes no more than a share of the quota; above it the oldest go first.</summary>
    BelowQuotaShare,

    /// <summary>Messages stay until no local mailbox but the Trash holds them: what is put there leaves the server too.</summary>
    UntilDeletedLocally,

    /// <summary>Messages are deleted once they are held durably here.</summary>
    NotAtAll,
}
