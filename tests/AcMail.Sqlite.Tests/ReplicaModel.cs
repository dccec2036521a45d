using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

/// <summary>What a replica should be after some changes, in the plainest form.</summary>
sealed class ReplicaModel
{
    readonly List<Box> _boxes = [];
    readonly List<Row> _rows = [];
    long _lastId;

    public IEnumerable<StoredMailbox> Mailboxes => _boxes.Where(b => b.Listed).Select(b => new StoredMailbox(
        b.Name, b.Delimiter, b.Role, b.Selectable, b.Checkpoint,
        Of(b.Name).Count(), Of(b.Name).Count(r => !r.Flags.System.HasFlag(SystemFlags.Seen))));

    public IEnumerable<(long Id, string Mailbox, uint Uid, MailFlags Flags, ContentKey Content, PartialMessage? HeaderOf)> Messages =>
        _rows.OrderByDescending(r => r.Date).ThenByDescending(r => r.Id).Select(r => (r.Id, r.Mailbox, r.Uid, r.Flags, r.Content, r.HeaderOf));

    public UidSet Uids(string mailbox, uint validity) => UidSet.Of(Of(mailbox).Where(r => r.Validity == validity).Select(r => r.Uid));

    public IEnumerable<StoredPlacement> Placements(string mailbox, uint validity) =>
        Of(mailbox).Where(r => r.Validity == validity).OrderBy(r => r.Uid).Select(r => new StoredPlacement(r.Uid, r.Flags, r.ModSeq));

    public void Apply(StoreChange change)
    {
        switch (change)
        {
            case MailboxListed c:
                var listed = Ensure(c.Name);
                (listed.Delimiter, listed.Role, listed.Selectable) = (c.Delimiter, c.Role, c.Selectable);
                break;
            case MailboxUnlisted c:
                _rows.RemoveAll(r => r.Mailbox == c.Name);
                if (_boxes.Find(b => b.Name == c.Name) is { } gone) (gone.Listed, gone.Checkpoint) = (false, null);
                break;
            case MailboxCheckpointed c:
                Ensure(c.Mailbox).Checkpoint = c.Checkpoint;
                break;
            case MessageAdded c:
                Ensure(c.Mailbox);
                var row = Find(c.Mailbox, c.UidValidity, c.Uid)
                    ?? Of(c.Mailbox).Where(r => r.Content == c.Content && r.Validity != c.UidValidity).OrderBy(r => r.Validity).ThenBy(r => r.Uid).FirstOrDefault()
                    ?? New(c.Mailbox);
                (row.Validity, row.Uid, row.Content, row.Flags, row.ModSeq, row.Date) =
                    (c.UidValidity, c.Uid, c.Content, c.Flags, c.ModSeq, c.InternalDate);
                break;
            case MessageFiled c when _rows.Count(r => r.Content == c.Content) >= c.AtMost:
                break;
            case MessageFiled c:
                var box = Ensure(c.Mailbox, c.Role);
                var filed = New(c.Mailbox);
                (filed.Uid, filed.Content, filed.Flags, filed.Date, filed.HeaderOf) = (++box.LastUid, c.Content, c.Flags, c.InternalDate, c.HeaderOf);
                break;
            case MessageCompleted c:
                foreach (var partial in _rows.Where(r => r.HeaderOf?.UniqueId == c.UniqueId)) (partial.Content, partial.HeaderOf) = (c.Content, null);
                break;
            case MessageRefiled c:
                var target = Ensure(c.Mailbox);
                if (_rows.Find(r => r.Id == c.Id && r.Validity == 0) is { } moved && moved.Mailbox != c.Mailbox)
                    (moved.Mailbox, moved.Uid) = (c.Mailbox, ++target.LastUid);
                break;
            case FlagsObserved c:
                if (Find(c.Mailbox, c.UidValidity, c.Uid) is { } seen) (seen.Flags, seen.ModSeq) = (c.Flags, c.ModSeq);
                break;
            case MessagesVanished c:
                _rows.RemoveAll(r => r.Mailbox == c.Mailbox && r.Validity == c.UidValidity && c.Uids.Contains(r.Uid));
                break;
            case OtherValiditiesDropped c:
                _rows.RemoveAll(r => r.Mailbox == c.Mailbox && r.Validity != c.UidValidity);
                break;
            default:
                throw new NotSupportedException();
        }
    }

    IEnumerable<Row> Of(string mailbox) => _rows.Where(r => r.Mailbox == mailbox);

    Row? Find(string mailbox, uint validity, uint uid) => Of(mailbox).FirstOrDefault(r => r.Validity == validity && r.Uid == uid);

    Row New(string mailbox)
    {
        var row = new Row { Id = ++_lastId, Mailbox = mailbox };
        _rows.Add(row);
        return row;
    }

    Box Ensure(string name, MailboxRole role = MailboxRole.None)
    {
        var box = _boxes.Find(b => b.Name == name);
        if (box is null) _boxes.Add(box = new() { Name = name, Selectable = true });
        box.Listed = true;
        if (role != MailboxRole.None) box.Role = role;
        return box;
    }

    sealed class Box
    {
        public required string Name { get; init; }
        public bool Listed { get; set; }
        public char? Delimiter { get; set; }
        public MailboxRole Role { get; set; }
        public bool Selectable { get; set; }
        public MailboxCheckpoint? Checkpoint { get; set; }
        public uint LastUid { get; set; }
    }

    sealed class Row
    {
        public long Id { get; init; }
        public PartialMessage? HeaderOf { get; set; }
        public required string Mailbox { get; set; }
        public uint Validity { get; set; }
        public uint Uid { get; set; }
        public ContentKey Content { get; set; }
        public MailFlags Flags { get; set; }
        public ulong ModSeq { get; set; }
        public DateTimeOffset Date { get; set; }
    }
}
