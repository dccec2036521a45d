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
        var renamed = before.Mailboxes.Values.Where(m => m.Name != after.Mailboxes.GetValueOrDefault(m.Number)?.Name).ToList();
        var touched = after.Touched.Order().ToList();
        var messages = touched.Select(id => after.Messages.GetValueOrDefault(id)).OfType<ReplicaMessage>()
            .Concat(renamed.Count == 0 ? [] : after.Messages.Values.Where(m => !after.Touched.Contains(m.Id) && renamed.Exists(r => r.Number == m.Mailbox)))
            .Select(m => (Old: before.Messages.GetValueOrDefault(m.Id), New: m))
            .Where(m => m.New.Mailbox is not null)
            .Select(m => (m.Old, m.New, Stays: m.Old?.Mailbox == m.New.Mailbox && before.NameOf(m.Old!) == after.NameOf(m.New)))
            .Select(m => m.New with
            {
                Arrived = m.Stays ? m.Old!.Arrived : revision,
                Changed = !m.Stays ? 0 : before.Describe(m.Old!) == after.Describe(m.New) ? m.Old!.Changed : revision,
            }).ToList();
        var mailboxes = after.Mailboxes.Values.Select(m => (Old: before.Mailboxes.GetValueOrDefault(m.Number), New: m))
            .Select(m => m.New with
            {
                Appeared = m.New.Listed && (m.Old is not { Listed: true } || m.Old.Name != m.New.Name) ? revision : m.New.Appeared,
                Changed = m.Old is { Listed: true } && m.Old.Info != m.New.Info ? revision : m.New.Changed,
            }).Where(m => m.Appeared == revision || m.Changed == revision).ToList();
        var removals = touched.Select(id => before.Messages.GetValueOrDefault(id)).OfType<ReplicaMessage>()
            .Where(m => m.Mailbox is not null && after.Messages.GetValueOrDefault(m.Id)?.Mailbox != m.Mailbox)
            .Select(m => new ReplicaRemoval(revision, m.Id, before.NameOf(m)!, m.Arrived)).ToList();

        after = after with
        {
            Messages = after.Messages.SetItems(messages.Select(m => KeyValuePair.Create(m.Id, m))),
            Mailboxes = after.Mailboxes.SetItems(mailboxes.Select(m => KeyValuePair.Create(m.Number, m))),
            Removals = before.Removals.AddRange(removals),
            FormerNames = before.FormerNames.AddRange(renamed.Select(m => (m.Listed ? revision : m.Changed, m.Name))),
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
        foreach (var former in state.FormerNames.Where(f => f.Revision > since)) yield return (former.Revision, -1, 0, new MailboxDisappeared(former.Name));
        foreach (var mailbox in state.Mailboxes.Values)
        {
            if (mailbox.Listed && mailbox.Appeared > since) yield return (mailbox.Appeared, 0, 0, new MailboxAppeared(state.Describe(mailbox)));
            else if (mailbox.Listed && mailbox.Changed > since) yield return (mailbox.Changed, 0, 0, new MailboxChanged(state.Describe(mailbox)));
            else if (!mailbox.Listed && mailbox.Changed > since) yield return (mailbox.Changed, 4, 0, new MailboxDisappeared(mailbox.Name));
        }

        // What arrived since and left again is told by neither.
        foreach (var gone in state.Removals.Where(r => r.Revision > since && r.Arrived <= since))
            yield return (gone.Revision, 1, gone.Id, new MessageRemoved(gone.Id, gone.Mailbox));
        foreach (var message in state.Messages.Values.Where(m => m.Mailbox is not null))
        {
            if (message.Arrived > since) yield return (message.Arrived, 2, message.Id, new MessageArrived(state.Describe(message)));
            else if (message.Changed > since) yield return (message.Changed, 3, message.Id, new MessageChanged(state.Describe(message)));
        }
    }

    static string? NameOf(this ReplicaState state, ReplicaMessage message) => state.Mailboxes[message.Mailbox!.Value].Name;

    static ReplicaState Forget(this ReplicaState state)
    {
        if (state.Removals.Count <= 2 * RemovalsKept) return state;
        var oldest = state.Removals[^RemovalsKept].Revision;
        return state with { Removals = state.Removals.RemoveAll(r => r.Revision < oldest), Forgotten = oldest - 1 };
    }
}
