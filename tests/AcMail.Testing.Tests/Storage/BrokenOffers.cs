using AcMail.Storage;

namespace AcMail.Testing.Tests.Storage;

/// <summary>Stores that get <see cref="MessageOffered"/> wrong, and the check that is there for it.</summary>
static class BrokenOffers
{
    const string Found = "A local message that is offered to the server keeps its id and is found there by its content",
        NotFound = "An offered message that is not found is to be sent, and stays when the mailboxes go",
        PassedOver = "What belongs to the server already, or is not held, cannot be offered";

    public static IEnumerable<KeyValuePair<string, (string Check, Func<IMailStore, IMailStore> Break)>> All { get; } =
        new Dictionary<string, (string, Func<IMailStore, IMailStore>)>
        {
            ["ignores offers"] = (Found, Offered(_ => [])),
            ["moves what is offered, and does not tell the server"] = (Found, Offered(o => [new MessageRefiled(o.Id, o.Mailbox)])),
            ["leaves a local copy of what is offered"] = (Found, Offered(o => [new MessageCopied(o.Id, o.Mailbox), o])),
            ["offers under another id"] = (Found, Offered(o =>
                o.MayBeIn is null ? [o, new MessageCopied(o.Id, o.Mailbox), new MessageDiscarded(o.Id)] : [o])),
            ["forgets where an offered message may be"] = (Found, Offered(o => [o with { MayBeIn = null }])),
            ["forgets at the next opening where an offered message may be"] = (Found, inner => new Forgetful(inner)),
            ["offers all messages of the same content"] = (Found, inner => new Copies(inner)),
            ["looks there for all that waits"] = (Found, Then((o, before, _) => Sent(o, before))),
            ["takes the flags of what is offered for those of the server"] = (Found, Then((o, _, after) => Sent(o, Of(o, after)))),
            ["does not tell that what is offered moved"] = (Found, inner => new Silent(inner)),
            ["lets go of what was offered and is not found"] = (NotFound, Then((o, _, after) =>
                [.. Sent(o, Of(o, after).Where(t => t.Message!.Flags.IsEmpty)).Select(s => s with { Takes = true })])),
            ["loses what was offered with its mailbox"] = (NotFound, inner => new Losing(inner)),
            ["moves what belongs to the server when it is offered"] = (PassedOver, Offered(o => [o, new MessageRefiled(o.Id, o.Mailbox)])),
            ["makes the mailbox of what it passes over"] = (PassedOver, Offered(o => [o, new MessageRefiled(long.MaxValue, o.Mailbox)])),
            ["brings back what was deleted when it is offered"] = (PassedOver, Then((o, before, _) =>
                [.. Of(o, before).Where(t => t.Target is null).Select(t => new MessageRestored(o.Id))])),
            ["forgets the first offer with the second"] = ("MessageOffered applied twice has the effect of once", Then((o, before, _) =>
                [new TransfersFailed([.. Of(o, before).Where(t => t.Source is null).Select(t => t.Id)])])),
        };

    /// <summary>What is done besides, after an offer; it depends on the transfers before it and after it.</summary>
    delegate IReadOnlyList<StoreChange> Besides(MessageOffered offer, IReadOnlyList<StoredTransfer> before, IReadOnlyList<StoredTransfer> after);

    static Func<IMailStore, IMailStore> Offered(Func<MessageOffered, StoreChange[]> change) =>
        BrokenStores.Changing(c => c is MessageOffered o ? change(o) : [c]);

    static Func<IMailStore, IMailStore> Then(Besides besides) => inner => new Meddling(inner, besides);

    static IEnumerable<StoredTransfer> Of(MessageOffered offer, IEnumerable<StoredTransfer> transfers) => transfers.Where(t => t.Message?.Id == offer.Id);

    static IReadOnlyList<TransfersAttempted> Sent(MessageOffered offer, IEnumerable<StoredTransfer> transfers) => offer.MayBeIn is { } mailbox
        ? [new TransfersAttempted([.. transfers.Where(t => t.Source is null).Select(t => t.Id)], mailbox, 0, 0, Takes: false)]
        : [];

    sealed class Meddling(IMailStore inner, Besides besides) : BrokenStore(inner)
    {
        public override async ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
        {
            var offers = changes?.OfType<MessageOffered>().ToList() ?? [];
            if (offers.Count == 0) return await base.CommitAsync(changes!, cancellationToken);
            var before = await Inner.Sync.GetTransfersAsync(cancellationToken: cancellationToken);
            var filed = await base.CommitAsync(changes!, cancellationToken);
            var after = await Inner.Sync.GetTransfersAsync(cancellationToken: cancellationToken);
            await base.CommitAsync([.. offers.SelectMany(o => besides(o, before, after))], cancellationToken);
            return filed;
        }
    }

    sealed class Forgetful : BrokenStore
    {
        public Forgetful(IMailStore inner)
            : base(inner)
        {
            var offered = inner.Sync.GetTransfersAsync().AsTask().Result.Where(t => t.Attempt is { UidValidity: 0, UidNext: 0 });
            inner.CommitAsync([new TransfersFailed([.. offered.Select(t => t.Id)])]).AsTask().Wait();
        }
    }

    sealed class Copies(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
        {
            var all = new List<StoreChange>();
            foreach (var offer in changes?.OfType<MessageOffered>() ?? [])
            {
                var content = (await Inner.Reader.FindAsync(offer.Id, cancellationToken))?.Content;
                await foreach (var message in Inner.Reader.QueryAsync(new(), cancellationToken))
                    if ((await Inner.Reader.FindAsync(message.Id, cancellationToken))!.Content == content) all.Add(offer with { Id = message.Id });
            }

            return await base.CommitAsync(changes is null ? null! : [.. all, .. changes], cancellationToken);
        }
    }

    sealed class Silent(IMailStore inner) : BrokenStore(inner)
    {
        public override async ValueTask<ChangePage> GetChangesAsync(long since, int limit, CancellationToken cancellationToken = default)
        {
            var offered = (await Inner.Sync.GetTransfersAsync(cancellationToken: cancellationToken)).Where(t => t.Attempt is { UidValidity: 0, UidNext: 0 })
                .Select(t => t.Message!.Id).ToHashSet();
            var page = await base.GetChangesAsync(since, limit, cancellationToken);
            return page with { Changes = [.. page.Changes.Where(c => c is not MessageArrived a || !offered.Contains(a.Message.Id))] };
        }
    }

    sealed class Losing(IMailStore inner) : BrokenStore(inner)
    {
        readonly HashSet<long> _offered = [];

        public override async ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
        {
            _offered.UnionWith(changes?.OfType<MessageOffered>().Select(o => o.Id) ?? []);
            var lost = new List<StoreChange>();
            foreach (var gone in changes?.OfType<MailboxUnlisted>() ?? [])
            {
                await foreach (var message in Inner.Reader.QueryAsync(new() { Mailbox = gone.Name }, cancellationToken))
                    if (_offered.Contains(message.Id)) lost.Add(new MessageDiscarded(message.Id));
            }

            return await base.CommitAsync(changes is null ? null! : [.. changes, .. lost], cancellationToken);
        }
    }
}
