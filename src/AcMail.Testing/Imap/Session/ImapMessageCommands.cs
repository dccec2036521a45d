namespace AcMail.Testing;

/// <summary>The commands on messages of the selected mailbox.</summary>
static class ImapMessageCommands
{
    public static IReadOnlyList<ImapCommand> All { get; } =
    [
    ];
}
