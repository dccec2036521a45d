namespace AcMail.Testing;

/// <summary>The commands on messages of the selected mailbox.</summary>
static class ImapMessageCommands
{
    public static IReadOnlyList<ImapCommand> All { get; } =
    [
        new FetchCommand(),
        new SearchCommand(),
        new StoreCommand(),
        new CopyCommand(),
        new MoveCommand(),
        new ExpungeCommand(),
    ];
}
