using System.Runtime.ExceptionServices;
using AcMail.Storage;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>
/// Makes sure, before they are deleted, that the messages listed are those that are held: a server that was set up anew may give a name and a size that are
/// known to one that nobody has fetched.
/// </summary>
sealed class PopIdentifier(PopRetriever retriever, PopManners manners, IMailStore store, HashSet<string> identified)
{
    /// <param name="steps">What is to be deleted; those whose names are identified need no proof.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Those that are held. The others are in doubt from then on, as in <see cref="DropEntry.Doubtful"/>: the next listing has them fetched.</returns>
    public async Task<Identification> IdentifyAsync(IReadOnlyList<MaildropStep> steps, CancellationToken cancellationToken)
    {
        List<MaildropStep> unknown = [.. manners.Broken.Order(steps.Where(s => !identified.Contains(s.Entry.UniqueId)), s => s.Entry.UniqueId)];
        var compared = await new PopComparer(retriever, store).CompareAsync(unknown, cancellationToken).ConfigureAwait(false);
        var (held, others) = (compared.Same, compared.Other);
        foreach (var step in compared.Cut is null ? compared.Unproven : [])
        {
            if (await retriever.HashAsync(step.Entry, cancellationToken).ConfigureAwait(false) == step.Known!.Content) held.Add(step);
            else others.Add(step);
        }

        if (others.Count > 0)
            await store.CommitAsync([.. others.Select(s => new DropEntryRecorded(s.Known! with { Doubtful = true }))], cancellationToken).ConfigureAwait(false);
        identified.UnionWith(held.Select(s => s.Entry.UniqueId));
        // A server that breaks off after so many commands gives out the rest in another session.
        if (compared.Cut is { } cut) ExceptionDispatchInfo.Throw(cut);
        return new([.. steps.Where(s => identified.Contains(s.Entry.UniqueId))], others.Count);
    }

    /// <param name="Held">What may be deleted.</param>
    /// <param name="Others">How many are other messages.</param>
    public readonly record struct Identification(IReadOnlyList<MaildropStep> Held, int Others);
}
