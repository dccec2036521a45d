namespace AcMail;

/// <summary>The names of the registered accounts. It sits in the service collection as an instance, so that registration itself can refuse doubles.</summary>
sealed class AccountRegistry
{
    readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public void Add(string name)
    {
        if (_names.Contains(name, StringComparer.Ordinal))
            throw new InvalidOperationException($"A mail account named '{name}' is registered already. Give each account a name of its own.");
        _names.Add(name);
    }
}
