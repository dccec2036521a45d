using System.Globalization;

namespace AcMail;

/// <summary>Words for the rules that leave messages on the server.</summary>
static class LeaveTexts
{
    /// <summary>What stays on the server: what any of the rules says.</summary>
    public static MailText Of(LeavePolicy policy)
    {
        var rules = policy.Rules.Where(r => r.Mode != LeaveOnServerMode.NotAtAll || policy.Rules.Count == 1).Select(Of).ToList();
        return new(string.Join("; ", rules.Select(r => r.English)), string.Join(" ; ", rules.Select(r => r.French)));
    }

    static MailText Of(LeaveRule rule) => rule.Mode switch
    {
        LeaveOnServerMode.Forever => new("everything stays", "tout reste"),
        LeaveOnServerMode.ForDays => new(
            $"each message stays for {Counted.Days(rule.Amount)} from its download", $"chaque message reste {Counted.Jours(rule.Amount)} après sa réception ici"),
        LeaveOnServerMode.ForDaysSinceDate => new(
            $"each message stays for {Counted.Days(rule.Amount)} from its date", $"chaque message reste {Counted.Jours(rule.Amount)} après sa date"),
        LeaveOnServerMode.Newest => rule.Amount == 1
            ? new("the newest message stays", "le message le plus récent reste")
            : new($"the newest {rule.Amount} messages stay", $"les {rule.Amount} messages les plus récents restent"),
        LeaveOnServerMode.BelowSize or LeaveOnServerMode.BelowQuotaShare => new(
            $"everything stays below {Megabytes(rule)} MB, above it the oldest go first",
            $"tout reste en dessous de {Megabytes(rule).Replace('.', ',')} Mo, au-dessus les plus anciens partent d'abord"),
        LeaveOnServerMode.UntilDeletedLocally => new("each message stays until it is deleted here", "chaque message reste jusqu'à sa suppression ici"),
        _ => new("nothing stays that is held here", "rien ne reste de ce qui est conservé ici"),
    };

    static string Megabytes(LeaveRule rule) => (rule.Amount / 1_000_000m).ToString("0.##", CultureInfo.InvariantCulture);
}
