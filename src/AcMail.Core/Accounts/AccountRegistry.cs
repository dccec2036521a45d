namespace AcMail;

/// <summary>The names of the registered accounts. It sits in the service collection as an instance, so that registration itself can refuse doubles.</summary>
sealed class AccountRegistry
{
    readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public bool Has(string name) => _names.Contains(name);

    /// <summary>What to tell whoever names an account that there is not.</summary>
    public MailFailure Unknown(string name)
    {
        MailText message = new($"There is no account named '{name}'.", $"Il n'y a pas de compte nommé « {name} ».");
        if (_names.Count == 0)
            return new(MailErrorKind.UnknownAccount, message, new("No account is registered.", "Aucun compte n'est enregistré."));
        var known = string.Join(", ", _names);
        return new(MailErrorKind.UnknownAccount, message, Nearest.To(name, _names) is { } near
            ? new($"Did you mean '{near}'? The accounts are: {known}.", $"Vouliez-vous dire « {near} » ? Les comptes sont : {known}.")
            : new($"The accounts are: {known}.", $"Les comptes sont : {known}."));
    }

    public void Add(string name)
    {
        // On Windows and macOS names that differ in case alone would share a folder.
        if (_names.Find(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is { } taken)
            throw new InvalidOperationException(
                $"A mail account named '{taken}' is registered already. Give each account a name of its own; case alone does not tell them apart.");
        _names.Add(name);
    }
}
