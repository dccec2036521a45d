using System.Collections.Immutable;
using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What changed when: the difference between the states before and after a commit.</summary>
static class ReplicaFeed
{
    const int RemovalsKept = 10_000;

    /// <summary>The state after a commit, with its revision noted wherever it differs visibly from the one before; the same where it does nowhere.</summary>
    public static ReplicaState Noting(this ReplicaState after, ReplicaState before)
    {
        var revision = before.Revision + 1;
        var messages = after.Messages.Values.Where(m => !ReferenceEquals(m, before.Messages.GetValueOrDefault(m.Id)))
            .Select(m => (Old: before.Messages.GetValueOrDefault(m.Id), New: m))
            .Select(m => m.New with
            {
                Arrived = m.Old?.Mailbox == m.New.Mailbox ? m.Old.Arrived : revision,
                Changed = m.Old?.Mailbox != m.New.Mailbox ? 0 : before.Describe(m.Old) == after.Describe(m.New) ? m.Old.Changed : revision,
            }).ToList();
        var mailboxes = after.Mailboxes.Values.Select(m => (Old: before.Mailboxes.GetValueOrDefault(m.Name), New: m))
            .Select(m => m.New with
            {
                Appeared = m.New.Listed && m.Old?.Listed != true ? revision : m.New.Appeared,
                Changed = m.Old?.Listed == true && m.Old.Info != m.New.Info ? revision : m.New.Changed,
            }).Where(m => m.Appeared == revision || m.Changed == revision).ToList();
        var removals = before.Messages.Values.Where(m => after.Messages.GetValueOrDefault(m.Id)?.Mailbox != m.Mailbox)
            .Select(m => new ReplicaRemoval(revision, m.Id, m.Mailbox, m.Arrived)).ToList();

        after = after with
        {
            Messages = after.Messages.SetItems(messages.Select(m => KeyValuePair.Create(m.Id, m))),
            Mailboxes = after.Mailboxes.SetItems(mailboxes.Select(m => KeyValuePair.Create(m.Name, m))),
            Removals = before.Removals.AddRange(removals),
        };
        if (removals.Count == 0 && mailboxes.Count == 0 && !messages.Any(m => m.Arrived == revision || m.Changed == revision)) return after;
        return (after with { Revision = revision }).Forget();
    }

    public static ChangePage ListChanges(this ReplicaState state, long since, int limit)
    {
        if (since < state.Forgotten || since > state.Revision) return new([], state.Revision) { IsBehind = true };
        var told = state.Tell(since).OrderBy(t => t.Revision).ThenBy(t => t.Rank).ThenBy(t => t.Id).ToList();
        if (told.Count <= limit) return new([.. told.Select(t => t.Change)], state.Revision);
        // A revision is told as a whole.
        var page = told.TakeWhile((t, i) => i < limit || t.Revision == told[limit - 1].Revision).ToList();
        return page.Count == told.Count
            ? new([.. page.Select(t => t.Change)], state.Revision)
            : new([.. page.Select(t => t.Change)], page[^1].Revision) { HasMore = true };
    }

    static IEnumerable<(long Revision, int Rank, long Id, MailChange Change)> Tell(this ReplicaState state, long since)
    {
        foreach (var mailbox in state.Mailboxes.Values)
        {
            if (mailbox.Listed && mailbox.Appeared > since) yield return (mailbox.Appeared, 0, 0, new MailboxAppeared(state.Describe(mailbox)));
            else if (mailbox.Listed && mailbox.Changed > since) yield return (mailbox.Changed, 0, 0, new MailboxChanged(state.Describe(mailbox)));
            else if (!mailbox.Listed && mailbox.Changed > since) yield return (mailbox.Changed, 4, 0, new MailboxDisappeared(mailbox.Name));
        }

        // What arrived since and left again is told by neither.
        foreach (var gone in state.Removals.Where(r => r.Revision > since && r.Arrived <= since))
            yield return (gone.Revision, 1, gone.Id, new MessageRemoved(gone.Id, gone.Mailbox));
        foreach (var message in state.Messages.Values)
        {
            if (message.Arrived > since) yield return (message.Arrived, 2, message.Id, new MessageArrived(state.Describe(message)));
            else if (message.Changed > since) yield return (message.Changed, 3, message.Id, new MessageChanged(state.Describe(message)));
        }
    }

    static ReplicaState Forget(this ReplicaState state)
    {
        if (state.Removals.Count <= 2 * RemovalsKept) return state;
        var oldest = state.Removals[^RemovalsKept].Revision;
        return state with { Removals = state.Removals.RemoveAll(r => r.Revision < oldest), Forgotten = oldest - 1 };
    }
}
