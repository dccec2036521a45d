using System.Collections.Frozen;

namespace AcMail.Testing;

/// <summary>All commands by their names.</summary>
static class ImapCommands
{
    static readonly FrozenDictionary<string, ImapCommand> ByName = Create().ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    public static ImapCommand? Find(string name) => ByName.GetValueOrDefault(name);

    static IEnumerable<ImapCommand> Create() =>
    [
        .. ImapMessageCommands.All,
    ];
}
