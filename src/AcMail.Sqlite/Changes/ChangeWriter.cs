using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Applies changes inside a transaction that the caller began.</summary>
sealed class ChangeWriter
{
    readonly MailboxWriter _mailboxes;
    readonly MailboxCounts _counts;
    readonly ContentWriter _contents;
    readonly MessageWriter _messages;
    readonly FlagWriter _flags;
    readonly LocalMessageWriter _local;
    readonly MaildropWriter _maildrop;
    readonly OutboxWriter _outbox;

    public ChangeWriter(SqliteDatabase database)
    {
        _mailboxes = new(database);
        _counts = new(database);
        _contents = new(database);
        _messages = new(database, _counts);
        _flags = new(database, _counts);
        _local = new(database, _counts);
        _maildrop = new(database);
        _outbox = new(database);
    }

    public ContentWriter Contents => _contents;

    /// <summary>Forgets what the previous transaction looked up; another process may have changed it, or it was rolled back.</summary>
    public void Begin()
    {
        _mailboxes.Begin();
        _counts.Begin();
        _contents.Begin();
        _messages.ForgetPlaces();
    }

    /// <summary>Writes what was gathered, before the transaction ends.</summary>
    public void Finish()
    {
        _counts.Finish();
        _contents.Finish();
    }

    public void Apply(StoreChange change)
    {
        // Whatever else places messages need not tell which places it took.
        if (change is not MessageAdded) _messages.ForgetPlaces();
        switch (change)
        {
            case MessageAdded c:
                var home = _mailboxes.Ensure(c.Mailbox);
                if (c.UidValidity == 0) _mailboxes.Reserve(home, c.Uid);
                _messages.Add(home, _contents.Describe(c.Content, c.Headers, out var isNew), isNew, c);
                break;
            case FlagsObserved c:
                if (_mailboxes.Find(c.Mailbox) is { } observed) _flags.Observe(observed, c);
                break;
            case MessageMarked c:
                _flags.Mark(c);
                break;
            case MarksSending c:
                if (_mailboxes.Find(c.Mailbox) is { } telling) _flags.Change(telling, c.UidValidity, c.Uids, f => f.Sending(c.Flags));
                break;
            case MarksSent c:
                if (_mailboxes.Find(c.Mailbox) is { } told) _flags.Change(told, c.UidValidity, c.Uids, f => f.Sent(c.Added, c.Removed));
                break;
            case MarksRefused c:
                if (_mailboxes.Find(c.Mailbox) is { } refusing) _flags.Change(refusing, c.UidValidity, c.Uids, f => f.Refused(c.Flags));
                break;
            case MessagesVanished c:
                if (_mailboxes.Find(c.Mailbox) is { } vanished) _messages.Remove(vanished, c.UidValidity, c.Uids);
                break;
            case MailboxCheckpointed c:
                _mailboxes.Checkpoint(c.Mailbox, c.Checkpoint);
                break;
            case MailboxListed c:
                _mailboxes.List(c);
                break;
            case MessageFiled c:
                File(c);
                break;
            case MessageCompleted c:
                _local.Complete(c.UniqueId, _contents.Describe(c.Content, c.Headers));
                break;
            case MessageRefiled c:
                var target = _mailboxes.EnsureLocal(c.Mailbox, MailboxRole.None);
                _local.Refile(c.Id, target, () => _mailboxes.NextUid(target));
                break;
            case OtherValiditiesDropped c:
                if (_mailboxes.Find(c.Mailbox) is { } renewed) _messages.RemoveOthers(renewed, c.UidValidity);
                break;
            case MailboxUnlisted c:
                if (_mailboxes.Find(c.Name) is not { } gone) break;
                _messages.RemoveAll(gone);
                _mailboxes.Unlist(gone);
                break;
            case DropEntryRecorded c:
                if (c.Entry.Content is { } held) _contents.Find(held);
                _maildrop.Record(c.Entry);
                break;
            case DropEntryForgotten c:
                _maildrop.Forget(c.UniqueId);
                break;
            case MaildropObserved c:
                _maildrop.Observe(c.State);
                break;
            case OutboxAdvanced c:
                _outbox.Advance(c);
                break;
            default:
                throw new NotSupportedException(change?.GetType().Name);
        }
    }

    public long Enqueue(OutboxMessage message) => _outbox.Enqueue(_contents.Find(message.Content), message);

    void File(MessageFiled message)
    {
        var content = _contents.Describe(message.Content, message.Headers);
        if (message.AtMost < int.MaxValue && _local.Count(content) >= message.AtMost) return;
        var mailbox = _mailboxes.EnsureLocal(message.Mailbox, message.Role);
        _local.File(mailbox, _mailboxes.NextUid(mailbox), content, message);
    }
}
