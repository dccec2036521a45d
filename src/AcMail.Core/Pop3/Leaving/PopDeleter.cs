using AcMail.Storage;
using MailKit;
using MailKit.Net.Pop3;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Deletes messages from a maildrop: proof, ledger, DELE, QUIT, and only then the word that they are gone.</summary>
sealed class PopDeleter(
    IMailStore store, MailSession<Pop3Client> session, PopRetriever retriever, PopManners manners, SyncPass pass, MailboxTally tally)
{
    readonly PopComparer _comparer = new(retriever, store);

    /// <summary>Deletes what can be proven to be held and ends the session; returns how many are gone, or <see langword="null"/> where nobody knows.</summary>
    public async Task<int?> DeleteAsync(IReadOnlyList<MaildropStep> steps, CancellationToken cancellationToken)
    {
        var proven = await ProveAsync(steps, cancellationToken).ConfigureAwait(false);
        if (proven.Count == 0)
        {
            await PopQuit.RunAsync(session, cancellationToken).ConfigureAwait(false);
            return 0;
        }

        // Ahead of the command: whatever happens after it, the ledger knows that these may be gone.
        await RecordAsync(proven, DropState.DeletionAsked, cancellationToken).ConfigureAwait(false);
        var marked = await MarkAsync(proven, cancellationToken).ConfigureAwait(false);
        if (!await PopQuit.RunAsync(session, cancellationToken).ConfigureAwait(false)) return null;
        await RecordAsync(marked, DropState.Deleted, CancellationToken.None).ConfigureAwait(false);
        return marked.Count;
    }

    async Task<List<MaildropStep>> ProveAsync(IReadOnlyList<MaildropStep> steps, CancellationToken cancellationToken)
    {
        var proven = new List<MaildropStep>();
        foreach (var step in steps)
        {
            if (await DeletionProof.ObjectionAsync(store, step, GivesOutTheSameAsync, cancellationToken).ConfigureAwait(false) is { } objection)
                pass.AddProblem(tally, step.Entry.UniqueId, objection);
            else proven.Add(step);
        }

        return proven;

        Task<bool> GivesOutTheSameAsync(MaildropStep step) => _comparer.GivesOutTheSameAsync(step, cancellationToken);
    }

    async Task<List<MaildropStep>> MarkAsync(List<MaildropStep> steps, CancellationToken cancellationToken)
    {
        if (manners.PipeliningFailed) return await MarkOneByOneAsync(steps, cancellationToken).ConfigureAwait(false);
        try
        {
            await session.Client.DeleteMessagesAsync([.. steps.Select(s => s.Entry.Index)], cancellationToken).ConfigureAwait(false);
            return steps;
        }
        catch (Pop3CommandException)
        {
            // Which of them was refused is not told: all are taken back.
            await session.Client.ResetAsync(cancellationToken).ConfigureAwait(false);
            return await MarkOneByOneAsync(steps, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ProtocolException or TimeoutException && steps.Count > 1 && !manners.PipeliningWorks)
        {
            var failure = session.Classify(e);
            manners.AddFailedPipeline(failure.Kind, session.Client.Capabilities.HasFlag(Pop3Capabilities.Pipelining));
            throw new SpoiltSessionException(failure, e);
        }
    }

    async Task<List<MaildropStep>> MarkOneByOneAsync(List<MaildropStep> steps, CancellationToken cancellationToken)
    {
        var marked = new List<MaildropStep>();
        foreach (var step in steps)
        {
            try
            {
                await session.Client.DeleteMessageAsync(step.Entry.Index, cancellationToken).ConfigureAwait(false);
                marked.Add(step);
            }
            catch (Pop3CommandException e)
            {
                pass.AddProblem(tally, step.Entry.UniqueId, PopFailures.Undeletable(step.Entry, e.StatusText));
            }
        }

        return marked;
    }

    async ValueTask RecordAsync(List<MaildropStep> steps, DropState state, CancellationToken cancellationToken) =>
        await store.CommitAsync([.. steps.Select(s => new DropEntryRecorded(s.Known! with { State = state }))], cancellationToken).ConfigureAwait(false);
}
