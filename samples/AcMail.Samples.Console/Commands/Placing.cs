namespace AcMail.Cli;

/// <summary>Puts messages somewhere, and tells where they are after a command.</summary>
static class Placing
{
    /// <summary>What no mailbox can be called is a matter of the command line.</summary>
    public static async Task<T> TryAsync<T>(Func<ValueTask<T>> act)
    {
        try
        {
            return await act();
        }
        catch (ArgumentException)
        {
            throw new UsageException(Say.It("That is no name for a mailbox.", "Ce n'est pas un nom de dossier."));
        }
    }

    /// <param name="context">The accounts and the way out.</param>
    /// <param name="account">The account.</param>
    /// <param name="ids">The messages, which share a mailbox where they have one.</param>
    /// <param name="tell">The sentence for a person, of the mailbox.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<int> ShowAsync(
        CliContext context, string account, IReadOnlyList<long> ids, Func<string?, string> tell, CancellationToken cancellationToken)
    {
        string? mailbox = null;
        foreach (var id in ids) mailbox ??= (await context.Accounts[account].Replica.FindAsync(id, cancellationToken))?.Mailbox;
        context.Output.Show(new(mailbox, ids), CliJson.Readable.MoveView, text => text.Line(tell(mailbox)));
        return ExitCodes.Done;
    }
}
