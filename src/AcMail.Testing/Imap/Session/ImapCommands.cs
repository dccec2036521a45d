using System.Collections.Frozen;

namespace AcMail.Testing;

/// <summary>All commands by their names.</summary>
static class ImapCommands
{
    static readonly FrozenDictionary<string, ImapCommand> ByName = Create().ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    public static ImapCommand? Find(string name) => ByName.GetValueOrDefault(name);

    static IEnumerable<ImapCommand> Create() =>
    [
        new CapabilityCommand(),
        new NoopCommand("NOOP", ImapStates.Any),
        new LogoutCommand(),
        new IdCommand(),
        new StartTlsCommand(),
        new CompressCommand(),
        new LoginCommand(),
        new AuthenticateCommand(),
        new EnableCommand(),
        new NamespaceCommand(),
        new ListCommand(),
        new LsubCommand(),
        new XListCommand(),
        new SubscribeCommand("SUBSCRIBE", subscribes: true),
        new SubscribeCommand("UNSUBSCRIBE", subscribes: false),
        new StatusCommand(),
        new CreateCommand(),
        new DeleteCommand(),
        new RenameCommand(),
        new SelectCommand("SELECT", isReadOnly: false),
        new SelectCommand("EXAMINE", isReadOnly: true),
        new DeselectCommand("CLOSE", extension: null, expunges: true),
        new DeselectCommand("UNSELECT", extension: "UNSELECT", expunges: false),
        new NoopCommand("CHECK", ImapStates.Selected),
        new AppendCommand(),
        new IdleCommand(),
        new GetQuotaCommand(),
        new GetQuotaRootCommand(),
        .. ImapMessageCommands.All,
    ];
}
