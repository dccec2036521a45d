using System.Runtime.CompilerServices;
using AcMail.Storage;

namespace AcMail.Testing.Tests.Storage;

/// <summary>Stores that do one thing wrong, and the check that is there for it.</summary>
static class BrokenStores
{
    public static IReadOnlyDictionary<string, (string Check, Func<IMailStore, IMailStore> Break)> All { get; } =
        new Dictionary<string, (string, Func<IMailStore, IMailStore>)>(BrokenOffers.All)
        {
            ["loses flags"] = ("Observed flags replace those before; a message that is not held is passed over", Changing(c =>
                c is FlagsObserved f ? [f with { Flags = new(f.Flags.System & ~SystemFlags.Flagged, f.Flags.Keywords) }] : [c])),
            ["loses great mod-sequences"] = ("A message is told as it was stored, in every field", Changing(c =>
                c is MessageAdded m ? [m with { ModSeq = m.ModSeq & long.MaxValue }] : [c])),
            ["loses the offset of dates"] = ("A message is told as it was stored, in every field", Changing(c =>
                c is MessageAdded m ? [m with { InternalDate = m.InternalDate.ToUniversalTime() }] : [c])),
            ["adds again instead of linking again"] = ("Content that the mailbox holds under another UIDVALIDITY is linked again and keeps its id",
                Changing(c => c is MessageAdded m ? [new OtherValiditiesDropped(m.Mailbox, m.UidValidity), m] : [c])),
            ["removes under every UIDVALIDITY"] = ("Only what is named vanishes: that mailbox, that UIDVALIDITY, those UIDs", Changing(c =>
                c is MessagesVanished v ? [.. Enumerable.Range(0, 10).Select(i => v with { UidValidity = (uint)i })] : [c])),
            ["forgets checkpoints when it lists"] = ("A checkpoint is told as it was committed last", Changing(c =>
                c is MailboxListed l ? [l, new MailboxCheckpointed(l.Name, new(1, 1, 1))] : [c])),
            ["keeps mailboxes that are no longer listed"] = (
                "A mailbox that is no longer listed loses its messages and its checkpoint, and content stays", Changing(c =>
                c is MailboxUnlisted u ? [new OtherValiditiesDropped(u.Name, uint.MaxValue)] : [c])),
            ["forgets the rule of ledger entries"] = ("The ledger tells every field as it was recorded last", Changing(c =>
                c is DropEntryRecorded d ? [new DropEntryRecorded(d.Entry with { Rule = "" })] : [c])),
            ["takes a header for the whole"] = ("A message whose header alone is held says so, and has the size of the whole", Changing(c =>
                c is MessageFiled f ? [f with { HeaderOf = null }] : [c])),
            ["forgets marks when it completes"] = (
                "A message of the server may be held as a header, and is completed with all that was changed here", Changing(c =>
                c is MessageBodyAdded b ? [b, new MarksSent(b.Mailbox, b.UidValidity, UidSet.Of(b.Uid), new(SystemFlags.Flagged, "urgent"), Seen)] : [c])),
            ["finds by Message-ID alone"] = (
                "Content is found again by Message-ID, size and the second it came, and by nothing less", inner => new Credulous(inner)),
            ["forgets the distrust of others"] = ("Distrust is remembered once for each promise, until trust comes back", Changing(c =>
                c is ServerDistrusted d ? [.. Enum.GetValues<ServerPromise>().Select(p => new ServerTrusted(p)), d] : [c])),
            ["lifts the quarantine of every UIDVALIDITY"] = ("Quarantine is remembered by place, until it is lifted or the mailbox goes", Changing(c =>
                c is QuarantineLifted l ? [.. Enumerable.Range(0, 10).Select(i => l with { UidValidity = (uint)i })] : [c])),
            ["forgets a mailbox that is renamed"] = (
                "A mailbox that another client renamed keeps its messages, also where it was renamed here", Changing(c =>
                c is MailboxRelocated r ? [new MailboxUnlisted(r.Mailbox), new MailboxListed(r.NewName, '/', MailboxRole.None, true)] : [c])),
            ["files as often as it likes"] = ("A message is filed no more often than asked for, wherever its content is held", Changing(c =>
                c is MessageFiled f ? [f with { AtMost = int.MaxValue }] : [c])),
            ["passes over filing into what was filed"] = ("The same message filed twice is held twice", inner => new Filing(inner)),
            ["applies changes one by one"] = ("A commit that names content nobody appended fails and applies nothing", inner => new OneByOne(inner)),
            ["commits later"] = ("A kill between any two commits leaves the commits before it, whole", inner => new Later(inner)),
            ["does not cancel"] = ("What is cancelled before it begins does nothing", inner => new Uncancellable(inner)),
            ["stays open"] = ("A store that was disposed of says so at every call", inner => new StaysOpen(inner)),
            ["keeps the caller's buffer"] = ("The buffer may be used again once an append has returned", inner => new KeepsBuffer(inner)),
            ["changes line ends"] = ("Content of 13000 bytes is read back exactly", inner => new LineEnds(inner)),
            ["finds content that is not held"] = ("Content that is not held is MessageNotFound", inner => new FindsAll(inner)),
            ["lists by id"] = ("Messages come newest first, by internal date and then by id", inner => new ById(inner)),
            ["reads page by page"] = ("A query sees one state while others write", inner => new PageByPage(inner)),
            ["begins every page anew"] = ("A query goes on after any message of the list, also one that is gone", inner => new Anew(inner)),
            ["finds relatives by one key"] = ("Messages are found by each of their thread keys, wherever they are", inner => new OneKey(inner)),
            ["forgets the text of bodies"] = ("Words of a body are found once it was read, spread over headers and body", Changing(c =>
                c is BodyTextIndexed b ? [b with { Text = "" }] : [c])),
            ["does not fold accents"] = ("Every typed word matches the beginning of a word in subject or addresses, case, accents and ligatures apart",
                inner => new Unfolded(inner)),
            ["gives ids again"] = ("An id is never given twice, and later messages have greater ones", inner => new Renumbered(inner)),
            ["sees others late"] = ("What one store commits, others that are open see at once", inner => new Stale(inner)),
            ["gives the lease to everybody"] = ("Only one holds the lease of an account, in one store or several", inner => new Leases(inner)),
            ["lists what is done"] = ("An entry that becomes Done is no longer open and keeps its content", Changing(c =>
                c is OutboxAdvanced { State: OutboxState.Done } a ? [a with { State = OutboxState.Sending }] : [c])),
            ["drops who is told later"] = ("Recipients that have not got a message with the others wait in an entry of their own, in the same commit", Changing(c =>
                c is OutboxAdvanced { Remainder: not null } a ? [a with { Remainder = null }] : [c])),
            ["gives an entry to everybody"] = ("Of several who take an entry further, one does", inner => new Generous(inner)),
            ["takes no notice of attachments"] = ("That something is attached is known once it was read, and told", Changing(c =>
                c is BodyTextIndexed b ? [b with { HasAttachments = false }] : [c])),
            ["enqueues once and again"] = ("A message that is enqueued once is not enqueued again, unless it was rejected", inner => new Forgetful(inner)),
            ["tells of no removals"] = ("Whoever follows the changes knows what there is", Telling(p =>
                p with { Changes = [.. p.Changes.Where(c => c is not MessageRemoved)] })),
            ["tells of arrivals before removals"] = ("A message that goes to another mailbox leaves one and then arrives in the other", Telling(p =>
                p with { Changes = [.. p.Changes.OrderBy(c => c is MessageRemoved)] })),
            ["tells arrivals as changes"] = ("What changed several times is told once, and what came and went is not", Telling(p =>
                p with { Changes = [.. p.Changes.Select(c => c is MessageArrived a ? new MessageChanged(a.Message) : c)] })),
            ["leaves out the rest of a page"] = ("Pages of changes hold whole revisions, in order, and lead from one to the next", Telling(p =>
                p with { Changes = [.. p.Changes.Take(5)] })),
            ["is never behind"] = ("A revision that a store did not give is answered with the present one", Telling(p => p with { IsBehind = false })),
            ["counts keywords as seen"] = ("Counts follow every change", inner => new Miscounts(inner)),
        };

    static readonly MailFlags Seen = new(SystemFlags.Seen);

    public static Func<IMailStore, IMailStore> Changing(Func<StoreChange, StoreChange[]> change) => inner => new Changed(inner, change);

    static Func<IMailStore, IMailStore> Telling(Func<ChangePage, ChangePage> change) => inner => new Told(inner, change);

    sealed class Told(IMailStore inner, Func<ChangePage, ChangePage> change) : BrokenStore(inner)
    {
        public override async ValueTask<ChangePage> GetChangesAsync(long since, int limit, CancellationToken cancellationToken = default) =>
            change(await base.GetChangesAsync(since, limit, cancellationToken));
    }

    sealed class Changed(IMailStore inner, Func<StoreChange, StoreChange[]> change) : BrokenStore(inner)
    {
        public override ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default) =>
            Inner.CommitAsync(changes is null ? null! : [.. changes.SelectMany(change)], cancellationToken);
    }

    sealed class Generous(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<bool> TryAdvanceAsync(long id, OutboxState from, OutboxState to, CancellationToken cancellationToken = default)
        {
            await base.TryAdvanceAsync(id, from, to, cancellationToken);
            return true;
        }
    }

    sealed class Forgetful(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<long?> TryEnqueueOnceAsync(OutboxMessage message, CancellationToken cancellationToken = default) =>
            await EnqueueAsync(message, cancellationToken);
    }

    sealed class Credulous(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<IReadOnlyList<HeldContent?>> FindAsync(
            string mailbox, uint uidValidity, IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default)
        {
            var found = await base.FindAsync(mailbox, uidValidity, identities, cancellationToken);
            var held = await Inner.Reader.QueryAsync(new(), cancellationToken).ToListAsync(cancellationToken);
            return [.. found.Zip(identities).Select(f => f.First ?? (held.Find(m => m.Headers.MessageId == f.Second.MessageId) is { } m
                ? new(Inner.Reader.FindAsync(m.Id, cancellationToken).AsTask().Result!.Content)
                : null))];
        }
    }

    sealed class Filing(IMailStore inner) : BrokenStore(inner)
    {
        public override ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default) =>
            base.CommitAsync(changes is null ? null! : [.. changes.Where((c, i) => !IsFiled(c, changes.Take(i)))], cancellationToken);

        static bool IsFiled(StoreChange change, IEnumerable<StoreChange> before) => change is MessageFiled && before.Contains(change);
    }

    sealed class OneByOne(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(changes);
            await base.CommitAsync([], cancellationToken);
            var filed = new List<long>();
            foreach (var change in changes) filed.AddRange(await base.CommitAsync([change], cancellationToken));
            return filed;
        }
    }

    sealed class Later(IMailStore inner) : BrokenStore(inner)
    {
        IReadOnlyList<StoreChange> _late = [];

        public override async ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(changes);
            var filed = await base.CommitAsync(_late, cancellationToken);
            _late = changes;
            return filed;
        }

        public override async ValueTask<UidSet> GetUidsAsync(string mailbox, uint uidValidity, CancellationToken cancellationToken = default)
        {
            await CommitAsync([], cancellationToken);
            return await base.GetUidsAsync(mailbox, uidValidity, cancellationToken);
        }

        public override async ValueTask<IReadOnlyList<StoredMailbox>> GetMailboxesAsync(CancellationToken cancellationToken = default)
        {
            await CommitAsync([], cancellationToken);
            return await base.GetMailboxesAsync(cancellationToken);
        }

        public override async IAsyncEnumerable<MessageInfo> QueryAsync(
            MessageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await CommitAsync([], cancellationToken);
            await foreach (var message in base.QueryAsync(query, cancellationToken)) yield return message;
        }

        public override async ValueTask DisposeAsync()
        {
            if (_late.Count > 0) await CommitAsync([]);
            await base.DisposeAsync();
        }
    }

    sealed class Uncancellable(IMailStore inner) : BrokenStore(inner)
    {
        public override ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default) =>
            base.CommitAsync(changes, CancellationToken.None);
    }

    sealed class StaysOpen(IMailStore inner) : BrokenStore(inner)
    {
        protected override bool Closes => false;
    }

    sealed class KeepsBuffer(IMailStore inner) : BrokenStore(inner)
    {
        readonly Dictionary<ContentKey, ReadOnlyMemory<byte>> _buffers = [];

        public override async ValueTask<ContentKey> AppendAsync(
            ReadOnlyMemory<byte> content, ContentOrigin origin, CancellationToken cancellationToken = default)
        {
            var key = await base.AppendAsync(content, origin, cancellationToken);
            lock (_buffers) _buffers[key] = content;
            return key;
        }

        public override async ValueTask<Stream> OpenReadAsync(ContentKey key, CancellationToken cancellationToken = default)
        {
            var stream = await base.OpenReadAsync(key, cancellationToken);
            lock (_buffers) return _buffers.TryGetValue(key, out var buffer) ? new MemoryStream(buffer.ToArray(), writable: false) : stream;
        }
    }

    sealed class LineEnds(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<Stream> OpenReadAsync(ContentKey key, CancellationToken cancellationToken = default)
        {
            using var copy = new MemoryStream();
            await using var stream = await base.OpenReadAsync(key, cancellationToken);
            await stream.CopyToAsync(copy, cancellationToken);
            var bytes = copy.ToArray();
            return new MemoryStream([.. bytes.Where((b, i) => b != '\n' || bytes[Math.Max(0, i - 1)] == '\r')], writable: false);
        }
    }

    sealed class FindsAll(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<Stream> OpenReadAsync(ContentKey key, CancellationToken cancellationToken = default)
        {
            try
            {
                return await base.OpenReadAsync(key, cancellationToken);
            }
            catch (MailException)
            {
                return Stream.Null;
            }
        }
    }

    sealed class ById(IMailStore inner) : BrokenStore(inner)
    {
        public override IAsyncEnumerable<MessageInfo> QueryAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
            base.QueryAsync(query, cancellationToken).OrderByDescending(m => m.Id);
    }

    sealed class PageByPage(IMailStore inner) : BrokenStore(inner)
    {
        const int Page = 100;

        public override async IAsyncEnumerable<MessageInfo> QueryAsync(
            MessageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(query);
            for (var at = 0; at < (query.Limit ?? int.MaxValue); at += Page)
            {
                var page = await base.QueryAsync(query, cancellationToken).Skip(at).Take(Page).ToListAsync(cancellationToken);
                foreach (var message in page) yield return message;
                if (page.Count < Page) break;
            }
        }
    }

    sealed class Anew(IMailStore inner) : BrokenStore(inner)
    {
        public override IAsyncEnumerable<MessageInfo> QueryAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
            base.QueryAsync(query is null ? null! : query with { After = null }, cancellationToken);
    }

    sealed class OneKey(IMailStore inner) : BrokenStore(inner)
    {
        public override ValueTask<IReadOnlyList<MessageInfo>> GetRelatedAsync(
            IReadOnlyCollection<long> threadKeys, int limit, CancellationToken cancellationToken = default) =>
            base.GetRelatedAsync(threadKeys is null ? null! : [.. threadKeys.Take(1)], limit, cancellationToken);
    }

    sealed class Unfolded(IMailStore inner) : BrokenStore(inner)
    {
        public override IAsyncEnumerable<MessageInfo> QueryAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
            base.QueryAsync(query, cancellationToken).Where(m =>
                string.IsNullOrWhiteSpace(query.Text) || $"{m.Headers}".Contains(query.Text, StringComparison.OrdinalIgnoreCase));
    }

    sealed class Renumbered(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<StoredMessage?> FindAsync(long id, CancellationToken cancellationToken = default)
        {
            var ids = await base.QueryAsync(new(), cancellationToken).Select(m => m.Id).Order().ToListAsync(cancellationToken);
            if (id < 1 || id > ids.Count) return null;
            var found = await base.FindAsync(ids[(int)id - 1], cancellationToken);
            return found! with { Info = found.Info with { Id = id } };
        }

        public override async IAsyncEnumerable<MessageInfo> QueryAsync(
            MessageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var ids = await base.QueryAsync(new(), cancellationToken).Select(m => m.Id).Order().ToListAsync(cancellationToken);
            await foreach (var message in base.QueryAsync(query, cancellationToken)) yield return message with { Id = ids.IndexOf(message.Id) + 1 };
        }
    }

    sealed class Stale(IMailStore inner) : BrokenStore(inner)
    {
        IReadOnlyList<StoredMailbox>? _mailboxes;

        public override async ValueTask<IReadOnlyList<StoredMailbox>> GetMailboxesAsync(CancellationToken cancellationToken = default) =>
            _mailboxes ??= await base.GetMailboxesAsync(cancellationToken);

        public override ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
        {
            _mailboxes = null;
            return base.CommitAsync(changes, cancellationToken);
        }
    }

    sealed class Leases(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) =>
            await base.TryAcquireLeaseAsync(cancellationToken) ?? new MemoryStream();
    }

    sealed class Miscounts(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<IReadOnlyList<StoredMailbox>> GetMailboxesAsync(CancellationToken cancellationToken = default)
        {
            var messages = await base.QueryAsync(new(), cancellationToken).ToListAsync(cancellationToken);
            return [.. (await base.GetMailboxesAsync(cancellationToken)).Select(box => box with
            {
                Unseen = messages.Count(m => m.Mailbox == box.Name && !$"{m.Flags}".Contains("Seen", StringComparison.Ordinal)),
            })];
        }
    }
}
