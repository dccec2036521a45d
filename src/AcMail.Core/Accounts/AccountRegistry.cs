namespace AcMail;

/// <summary>The names of the registered accounts. It sits in the service collection as an instance, so that registration itself can refuse doubles.</summary>
sealed class AccountRegistry
{
    readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public void Add(string name)
    {
        // On Windows and macOS names that differ in case alone would share a folder.
        if (_names.Find(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is { } taken)
            throw new InvalidOperationException(
                $"A mail account named '{taken}' is registered already. Give each account a name of its own; case alone does not tell them apart.");
        _names.Add(name);
    }
}
