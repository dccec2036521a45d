using System.Globalization;

namespace AcMail;

/// <summary>All rules for leaving messages on the server. Its text is what the ledger remembers, and equal texts are equal policies.</summary>
sealed record LeavePolicy(string Text, IReadOnlyList<LeaveRule> Rules)
{
    const char Separator = '+';

    static readonly LeaveRule Forever = new(LeaveOnServerMode.Forever, 0);

    public static LeavePolicy From(LeaveOnServer options)
    {
        List<LeaveRule> rules = [];
        Collect(options, rules);
        return Of(rules);
    }

    public static LeavePolicy Of(IEnumerable<LeaveRule> rules)
    {
        List<LeaveRule> ordered = [.. rules.Distinct().OrderBy(r => r.Mode).ThenBy(r => r.Amount)];
        return new(string.Join(Separator, ordered), ordered);
    }

    /// <summary>The policy of a text; one that cannot be read lets nothing go.</summary>
    public static LeavePolicy Parse(string text)
    {
        var rules = text.Split(Separator).Select(ParseRule).ToList();
        return new(text, rules.Contains(null) ? [Forever] : [.. rules.OfType<LeaveRule>()]);
    }

    /// <summary>Whether it asks what local mailboxes hold.</summary>
    public bool NeedsDiscarded => Rules.Any(r => r.Mode == LeaveOnServerMode.UntilDeletedLocally);

    /// <summary>Whether a message may stay for longer than <paramref name="days"/> days.</summary>
    public bool Outlasts(int days) => Rules.Any(r => r.Mode switch
    {
        LeaveOnServerMode.NotAtAll => false,
        LeaveOnServerMode.ForDays => r.Amount > days,
        _ => true,
    });

    public bool Equals(LeavePolicy? other) => other?.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    static LeaveRule? ParseRule(string text)
    {
        var parts = text.Split(' ');
        var amount = 0L;
        return parts.Length <= 2 && Enum.TryParse<LeaveOnServerMode>(parts[0], out var mode) && Enum.IsDefined(mode)
            && (parts.Length == 1 || long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out amount))
            ? new(mode, amount)
            : null;
    }

    static void Collect(LeaveOnServer options, List<LeaveRule> rules)
    {
        rules.Add(LeaveRule.From(options));
        foreach (var more in options.And) Collect(more, rules);
    }
}
