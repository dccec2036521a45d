using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Applies changes in transactions.</summary>
sealed class ChangeWriter
{
    readonly SqliteDatabase _database;
    readonly MailboxWriter _mailboxes;
    readonly MailboxCounts _counts;
    readonly FeedWriter _feed;
    readonly MailboxFeed _mailboxFeed;
    readonly ContentWriter _contents;
    readonly MessageWriter _messages;
    readonly FlagWriter _flags;
    readonly LocalMessageWriter _local;
    readonly MaildropWriter _maildrop;
    readonly OutboxWriter _outbox;
    readonly TransferTable _transferTable;
    readonly TransferWriter _transfers;
    readonly StandingWriter _standings;
    readonly ServerWriter _server;
    readonly DetachingWriter _detaching;

    public ChangeWriter(SqliteDatabase database)
    {
        _database = database;
        _feed = new(database);
        _mailboxFeed = new(database, _feed);
        _mailboxes = new(database, _mailboxFeed);
        _counts = new(database);
        _contents = new(database);
        _transferTable = new(database, _counts, _feed);
        _flags = new(database, _counts, _feed, _transferTable);
        _messages = new(database, _counts, _feed, _contents, _transferTable, _flags);
        _local = new(database, _counts, _feed);
        _transfers = new(database, _mailboxes, _transferTable, _local, _flags, _feed);
        _standings = new(database, _mailboxes, _transfers);
        _maildrop = new(database);
        _outbox = new(database);
        _server = new(database);
        _detaching = new(database, _mailboxes, _transferTable, _feed);
    }

    public ContentWriter Contents => _contents;

    /// <summary>The messages that came about by filing and copying since this was last set.</summary>
    public List<long> Filed { get; set; } = [];

    /// <summary>Applies what <paramref name="apply"/> does, all or nothing.</summary>
    public void Transact(Action apply) => _database.Transact(() =>
    {
        Begin();
        apply();
        Finish();
    });

    /// <summary>Forgets what the previous transaction looked up; another process may have changed it, or it was rolled back.</summary>
    void Begin()
    {
        _feed.Begin();
        _mailboxFeed.Begin();
        _mailboxes.Begin();
        _counts.Begin();
        _contents.Begin();
        _messages.ForgetPlaces();
        _transferTable.Begin();
    }

    /// <summary>Writes what was gathered, before the transaction ends.</summary>
    void Finish()
    {
        _counts.Finish();
        _mailboxFeed.Finish();
        _feed.Finish();
        _contents.Finish();
    }

    public void Apply(StoreChange change)
    {
        // Whatever else places messages need not tell which places it took.
        if (change is not MessageAdded) _messages.ForgetPlaces();
        switch (change)
        {
            case MessageAdded c:
                var home = _mailboxes.EnsureThere(c.Mailbox);
                if (c.UidValidity == 0) _mailboxes.Reserve(home, c.Uid);
                _messages.Add(home, _contents.Describe(c.Content, c.Headers, out var isNew), isNew, c);
                break;
            case FlagsObserved c:
                if (_mailboxes.FindThere(c.Mailbox) is { } observed) _flags.Observe(observed, c);
                break;
            case MessageMarked c:
                _flags.Mark(c);
                break;
            case MarksSending c:
                if (_mailboxes.FindThere(c.Mailbox) is { } telling) _flags.Change(telling, c.UidValidity, c.Uids, f => f.Sending(c.Flags));
                break;
            case MarksSent c:
                if (_mailboxes.FindThere(c.Mailbox) is { } told) _flags.Change(told, c.UidValidity, c.Uids, f => f.Sent(c.Added, c.Removed));
                break;
            case MarksRefused c:
                if (_mailboxes.FindThere(c.Mailbox) is { } refusing) _flags.Change(refusing, c.UidValidity, c.Uids, f => f.Refused(c.Flags));
                break;
            case MessagesVanished c:
                if (_mailboxes.FindThere(c.Mailbox) is { } vanished) _messages.Remove(vanished, c.UidValidity, c.Uids);
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
            case PartialRenamed c:
                _local.Rename(c.Former, c.UniqueId);
                break;
            case BodyTextIndexed c:
                if (_contents.Index(c) is { } attached) _feed.ChangedWith(attached);
                break;
            case MessageRefiled c:
                _transfers.Refile(c.Id, _mailboxes.EnsureHere(c.Mailbox));
                break;
            case MessageCopied c:
                if (_transfers.Copy(c.Id, c.Mailbox) is { } copy) Filed.Add(copy);
                break;
            case MessageOffered c:
                _transfers.Offer(c);
                break;
            case MessageDiscarded c:
                _transfers.Discard(c.Id);
                break;
            case MessageRestored c:
                _transfers.Restore(c.Id);
                break;
            case TransfersAttempted c:
                _transfers.Attempt(c);
                break;
            case TransfersAccepted c:
                _transfers.Accept(c);
                break;
            case TransfersFailed c:
                _transfers.Fail(c);
                break;
            case TransferArrived c:
                _transfers.Arrive(c);
                break;
            case AttemptsMissed c:
                if (_mailboxes.FindThere(c.Mailbox) is { } seen) _transfers.Miss(seen);
                break;
            case RemovalsLeft c:
                _transfers.Leave(c);
                break;
            case OtherValiditiesDropped c:
                if (_mailboxes.FindThere(c.Mailbox) is { } renewed) _messages.RemoveOthers(renewed, c.UidValidity);
                break;
            case MailboxUnlisted c:
                if (_mailboxes.FindThere(c.Name) is not { } gone) break;
                _messages.RemoveAll(gone);
                _transferTable.Vanish(gone, 0, uint.MaxValue, 0, uint.MaxValue);
                _transfers.GiveBack(gone);
                _server.Forget(gone);
                _mailboxes.Unlist(gone);
                break;
            case MailboxCreated c:
                _standings.Create(c);
                break;
            case MailboxRenamed c:
                _standings.Rename(c);
                break;
            case MailboxDiscarded c:
                _standings.Discard(c);
                break;
            case MailboxRestored c:
                _standings.Restore(c);
                break;
            case MailboxRelocated c:
                _standings.Relocate(c);
                break;
            case SubscriptionChosen c:
                _standings.Choose(c);
                break;
            case SubscriptionSettled c:
                _standings.Settle(c);
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
            case MessageBodyAdded c:
                if (_mailboxes.FindThere(c.Mailbox) is { } filling) _messages.Complete(filling, _contents.Describe(c.Content, c.Headers), c);
                break;
            case ReplicaClaimed c:
                _server.Claim(c);
                break;
            case ReplicaDetached:
                _detaching.Detach();
                break;
            case ServerDistrusted c:
                _server.Distrust(c.Distrust);
                break;
            case ServerTrusted c:
                _server.Trust(c.Promise);
                break;
            case MessageQuarantined c:
                if (_mailboxes.FindThere(c.Message.Mailbox) is { } lacking) _server.Quarantine(lacking, c.Message);
                break;
            case QuarantineLifted c:
                if (_mailboxes.FindThere(c.Mailbox) is { } lifting) _server.Lift(lifting, c.UidValidity, c.Uids);
                break;
            case RemovalsHeld c:
                if (_mailboxes.FindThere(c.Removal.Mailbox) is { } holding) _server.Hold(holding, c.Removal);
                break;
            case OutboxAdvanced c:
                _outbox.Advance(c);
                break;
            default:
                throw new NotSupportedException(change?.GetType().Name);
        }
    }

    /// <inheritdoc cref="OutboxWriter.Enqueue"/>
    public long Enqueue(OutboxMessage message, string holder, long? id = null, string reply = "", uint departures = 0) =>
        _outbox.Enqueue(_contents.Find(message.Content), message, holder, id, reply, departures);

    /// <summary>As <see cref="Enqueue"/>, for a message that was not given before.</summary>
    public long? TryEnqueueOnce(OutboxMessage message, string holder) => _outbox.TryMakeWay(message.MessageId) ? Enqueue(message, holder) : null;

    public bool TryAdvance(long id, OutboxState from, OutboxState to, SenderLock sender) => _outbox.TryAdvance(id, from, to, sender);

    /// <inheritdoc cref="OutboxWriter.Doubt"/>
    public void Doubt(Departure departure) => _outbox.Doubt(departure);

    void File(MessageFiled message)
    {
        var content = _contents.Describe(message.Content, message.Headers);
        if (message.AtMost < int.MaxValue && _local.Count(content) >= message.AtMost) return;
        var mailbox = _mailboxes.EnsureHere(message.Mailbox);
        _mailboxes.GiveRole(mailbox, message.Role);
        var id = _local.File(message.IsUpload ? 0 : mailbox, message.IsUpload ? 0 : _mailboxes.NextUid(mailbox), content, message);
        if (message.IsUpload) _transferTable.Begin(id, new(mailbox, null));
        Filed.Add(id);
    }
}
