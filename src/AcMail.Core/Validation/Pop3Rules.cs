namespace AcMail;

static class Pop3Rules
{
    const string Leave = "Pop3.LeaveOnServer";

    public static void Check(RuleFindings found, Pop3Options pop3)
    {
        if (pop3.LeaveOnServer is { } leave) Check(found, Leave, leave);
        else found.Missing(Leave, SettingsRules.NothingSpecial);
        if (pop3.MaximumDownloadSize < 1)
            found.Add(
                "Pop3.MaximumDownloadSize", new("it must be 1 or more.", "cette valeur doit valoir au moins 1."),
                new("Write a number of bytes, or leave it out for no limit.", "Écrivez un nombre d'octets, ou omettez la clé pour ne pas limiter."));
    }

    static void Check(RuleFindings found, string path, LeaveOnServer leave)
    {
        found.Undefined($"{path}.Mode", leave.Mode);
        if (leave.Days is < 1 or > 36500)
            found.Add(
                $"{path}.Days", new($"{leave.Days} days is out of range.", $"{leave.Days} jours : hors limites."),
                new("Write 1 to 36500, or set Mode to Forever.", "Écrivez de 1 à 36500, ou Mode: Forever."));
        CheckRange(found, $"{path}.Messages", leave.Messages, int.MaxValue);
        CheckRange(found, $"{path}.Megabytes", leave.Megabytes, 1_000_000_000);
        CheckRange(found, $"{path}.Percent", leave.Percent, 100);
        foreach (var (index, more) in (leave.And ?? []).Index()) Check(found, $"{path}.And.{index}", more);
    }

    static void CheckRange(RuleFindings found, string path, int value, int maximum)
    {
        if (value < 1 || value > maximum)
            found.Add(path, new($"{value} is out of range.", $"{value} : hors limites."), new($"Write 1 to {maximum}.", $"Écrivez de 1 à {maximum}."));
    }
}
