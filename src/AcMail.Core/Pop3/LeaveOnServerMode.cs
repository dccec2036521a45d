namespace AcMail;

/// <summary>The rules of <see cref="LeaveOnServer"/>.</summary>
public enum LeaveOnServerMode
{
    /// <summary>Messages are never deleted from the server.</summary>
    Forever,

    /// <summary>Messages stay for a number of days after their download.</summary>
    ForDays,
}
