namespace AcMail;

/// <summary>One rule for leaving messages on the server, with its number: days, messages or bytes.</summary>
readonly record struct LeaveRule(LeaveOnServerMode Mode, long Amount)
{
    public static LeaveRule From(LeaveOnServer options) => new(options.Mode, options.Mode switch
    {
        LeaveOnServerMode.ForDays or LeaveOnServerMode.ForDaysSinceDate => options.Days,
        LeaveOnServerMode.Newest => options.Messages,
        LeaveOnServerMode.BelowSize => options.Megabytes * 1_000_000L,
        LeaveOnServerMode.BelowQuotaShare => options.Megabytes * 10_000L * options.Percent,
        _ => 0,
    });

    public override string ToString() => Amount == 0 ? $"{Mode}" : $"{Mode} {Amount}";
}
