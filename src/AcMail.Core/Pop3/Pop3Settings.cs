namespace AcMail;

/// <summary>What only a POP3 account has, resolved.</summary>
sealed record Pop3Settings(PopRules Rules, bool AllowApop)
{
    /// <inheritdoc cref="Pop3Options.AnswerTime"/>
    public TimeSpan AnswerTime { get; init; } = ConnectionLimits.Command;

    public static Pop3Settings From(Pop3Options options) => new(
        new(LeavePolicy.From(options.LeaveOnServer), options.ApplyRuleChangesAtOnce)
        {
            MaximumDownloadSize = options.MaximumDownloadSize ?? long.MaxValue,
        },
        options.AllowApop)
    {
        AnswerTime = options.AnswerTime,
    };
}
