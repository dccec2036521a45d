namespace AcMail;

/// <summary>Collects the rules that an account breaks, each under the path of the setting concerned.</summary>
/// <param name="account">The account's name.</param>
/// <param name="section">Where a configuration has it, which tells what to look for; <see langword="null"/> where code sets it.</param>
sealed class RuleFindings(string account, string? section = null)
{
    readonly List<MailFailure> _failures = [];

    public IReadOnlyList<MailFailure> Failures => _failures;

    public void Add(string path, MailText what, MailText remedy)
    {
        var at = section is null ? $"{account}.{path}" : $"{section}:{path.Replace('.', ':')}";
        _failures.Add(new(MailErrorKind.InvalidSettings, new($"{at}: {what.English}", $"{at} : {what.French}"), remedy));
    }

    public void Missing(string path, MailText remedy) => Add(path, new("it is missing.", "cette valeur manque."), remedy);

    /// <summary>For an enumeration that code has set to a number without a name.</summary>
    public void Undefined<T>(string path, T value)
        where T : struct, Enum
    {
        if (Enum.IsDefined(value)) return;
        var names = string.Join(", ", Enum.GetNames<T>());
        Add(path, new($"{value} is not known.", $"{value} n'est pas connu."), new($"Set one of: {names}.", $"Choisissez parmi : {names}."));
    }
}
