using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>
/// Somebody who follows the changes of a store. What they believe to be there is compared with what is, so that any feed that keeps its readers right
/// passes, however it tells it.
/// </summary>
sealed class FeedMirror
{
    readonly Dictionary<long, MessageInfo> _messages = [];
    readonly Dictionary<string, MailboxInfo> _mailboxes = [];
    long _revision;

    /// <summary>Reads everything anew.</summary>
    public static async Task<FeedMirror> ReadAsync(IMailStore store)
    {
        var mirror = new FeedMirror { _revision = await store.Reader.GetRevisionAsync() };
        foreach (var mailbox in await store.Reader.GetMailboxesAsync()) mirror._mailboxes.Add(mailbox.Name, Describe(mailbox));
        foreach (var message in await store.ListAsync()) mirror._messages.Add(message.Id, message);
        return mirror;
    }

    /// <summary>Reads on, a page at a time, and returns all that was told.</summary>
    public async Task<IReadOnlyList<MailChange>> FollowAsync(IMailStore store, int limit = 1000)
    {
        var told = new List<MailChange>();
        for (var more = true; more;)
        {
            var page = await store.Reader.GetChangesAsync(_revision, limit);
            Expect.True(!page.IsBehind, $"The store cannot tell what changed since {_revision}, which it gave out.");
            Expect.True(!page.HasMore || page.Revision > _revision, $"The changes after {_revision} lead to {page.Revision}, and there is said to be more.");
            foreach (var change in page.Changes) Take(change);
            told.AddRange(page.Changes);
            (_revision, more) = (page.Revision, page.HasMore);
        }

        return told;
    }

    public async Task CompareAsync(IMailStore store)
    {
        Expect.Sequence(
            (await store.ListAsync()).OrderBy(m => m.Id), _messages.Values.OrderBy(m => m.Id), "the messages as somebody knows them who followed the changes");
        Expect.Sequence(
            (await store.Reader.GetMailboxesAsync()).Select(Describe).OrderBy(m => m.Name, StringComparer.Ordinal),
            _mailboxes.Values.OrderBy(m => m.Name, StringComparer.Ordinal), "the mailboxes as somebody knows them who followed the changes");
    }

    void Take(MailChange change)
    {
        switch (change)
        {
            case MessageArrived { Message: var m }:
                Expect.True(_messages.TryAdd(m.Id, m), $"Message {m.Id} arrives in {m.Mailbox}, and has not left {_messages[m.Id].Mailbox}.");
                Expect.True(_mailboxes.ContainsKey(m.Mailbox), $"Message {m.Id} arrives in {m.Mailbox}, which has not appeared.");
                break;
            case MessageChanged { Message: var m }:
                Expect.Equal(m.Mailbox, _messages.GetValueOrDefault(m.Id)?.Mailbox, $"the mailbox of message {m.Id}, which is told to have changed");
                _messages[m.Id] = m;
                break;
            case MessageRemoved(var id, var mailbox):
                if (_messages.GetValueOrDefault(id)?.Mailbox == mailbox) _messages.Remove(id);
                break;
            case MailboxAppeared { Mailbox: var m }:
                _mailboxes[m.Name] = Describe(m);
                break;
            case MailboxChanged { Mailbox: var m }:
                Expect.True(_mailboxes.ContainsKey(m.Name), $"{m.Name} is told to have changed, and has not appeared.");
                _mailboxes[m.Name] = Describe(m);
                break;
            case MailboxDisappeared(var name):
                _mailboxes.Remove(name);
                foreach (var left in _messages.Values.Where(m => m.Mailbox == name).ToList()) _messages.Remove(left.Id);
                break;
            default:
                throw new ConformanceException($"{change?.GetType().Name} is no change of messages or mailboxes.");
        }
    }

    // Messages are counted without being told of.
    static MailboxInfo Describe(MailboxInfo mailbox) => mailbox with { Messages = 0, Unseen = 0 };

    static MailboxInfo Describe(StoredMailbox mailbox) =>
        new(mailbox.Name, mailbox.Delimiter, mailbox.Role, mailbox.Selectable, 0, 0) { IsSubscribed = mailbox.IsSubscribed };
}
