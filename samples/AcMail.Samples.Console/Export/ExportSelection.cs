namespace AcMail.Cli;

/// <summary>Which mailboxes to export.</summary>
static class ExportSelection
{
    /// <exception cref="MailException"><see cref="MailErrorKind.MailboxNotFound"/>.</exception>
    public static async Task<IReadOnlyList<MailboxInfo>> OfAsync(IMailReplica replica, string? name, CancellationToken cancellationToken)
    {
        var all = (await replica.GetMailboxesAsync(cancellationToken)).Where(m => m.Selectable || m.Messages > 0).ToList();
        if (name is null) return all;
        if (all.Find(m => m.Name == name) is { } exact) return [exact];

        // The replica knows which names people mean; its answer names the mailbox that it took.
        await foreach (var message in replica.ListAsync(new() { Mailbox = name, Limit = 1 }, cancellationToken))
            return [.. all.Where(m => m.Name == message.Mailbox)];
        return [];
    }
}
