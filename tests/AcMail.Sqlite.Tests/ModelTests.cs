using AcMail.Storage;
using CsCheck;

namespace AcMail.Sqlite.Tests;

public sealed class ModelTests
{
    static readonly ContentKey[] Keys = [.. Enumerable.Range(0, 6).Select(i => ContentKey.Of(Mail.Bytes($"{i}")))];

    static readonly string[] Mailboxes = ["A", "B", "É"];
    static readonly string[][] Keywords = [[], ["$Junk"], ["b", "a"]];

    static readonly Gen<string> GenMailbox = Gen.Int[0, 2].Select(i => Mailboxes[i]);
    static readonly Gen<uint> GenValidity = Gen.UInt[1, 3], GenUid = Gen.UInt[1, 9];
    static readonly Gen<ulong> GenModSeq = Gen.ULong[0, 5];
    static readonly Gen<MailFlags> GenFlags = Gen.Select(Gen.Int[0, 31], Gen.Int[0, 2])
        .Select(t => new MailFlags((SystemFlags)t.Item1, Keywords[t.Item2]));
    static readonly Gen<DateTimeOffset> GenDate = Gen.Int[0, 5].Select(m => Mail.Date.AddMinutes(m));

    static readonly Gen<StoreChange> GenChange = Gen.Frequency<StoreChange>(
        (12, Gen.Select(GenMailbox, GenValidity, GenUid, Gen.Int[0, 5], GenFlags, GenModSeq, GenDate)
            .Select(t => (StoreChange)new MessageAdded(t.Item1, t.Item2, t.Item3, Keys[t.Item4], t.Item5, t.Item6, t.Item7, Mail.Headers($"{t.Item4}")))),
        (3, Gen.Select(GenMailbox, Gen.Int[0, 5], GenFlags, GenDate, Gen.Int[1, 5])
            .Select(t => (StoreChange)new MessageFiled(t.Item1, MailboxRole.None, Keys[t.Item2], t.Item3, t.Item4, Mail.Headers($"{t.Item2}"))
            {
                AtMost = t.Item5 == 5 ? int.MaxValue : t.Item5, HeaderOf = t.Item5 == 4 ? new($"u{t.Item2}", 70 + t.Item2) : null,
            })),
        (1, Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Select(t => (StoreChange)new MessageCompleted($"u{t.Item1}", Keys[t.Item2], Mail.Headers($"{t.Item2}")))),
        (2, Gen.Select(Gen.Long[1, 12], GenMailbox).Select(t => (StoreChange)new MessageRefiled(t.Item1, t.Item2))),
        (4, Gen.Select(GenMailbox, GenValidity, GenUid, GenFlags, GenModSeq)
            .Select(t => (StoreChange)new FlagsObserved(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5))),
        (3, Gen.Select(GenMailbox, GenValidity, GenUid.List[0, 4])
            .Select(t => (StoreChange)new MessagesVanished(t.Item1, t.Item2, UidSet.Of(t.Item3)))),
        (1, Gen.Select(GenMailbox, GenValidity).Select(t => (StoreChange)new OtherValiditiesDropped(t.Item1, t.Item2))),
        (1, GenMailbox.Select(m => (StoreChange)new MailboxUnlisted(m))),
        (2, Gen.Select(GenMailbox, Gen.Int[0, 8], Gen.Bool).Select(t => (StoreChange)new MailboxListed(t.Item1, t.Item3 ? '/' : null, (MailboxRole)t.Item2, t.Item3))),
        (2, Gen.Select(GenMailbox, GenValidity, GenModSeq).Select(t => (StoreChange)new MailboxCheckpointed(t.Item1, new(t.Item2, 9, t.Item3)))));

    [Fact]
    public async Task Any_changes_lead_where_the_model_says() =>
        await Gen.Select(GenChange.List[0, 12], Gen.Bool).List[1, 8].SampleAsync(
            async steps =>
            {
                await using var stores = new StoreFixture();
                var store = await stores.OpenAsync();
                for (var i = 0; i < Keys.Length; i++) await store.AppendAsync($"{i}");
                var model = new ReplicaModel();
                foreach (var (changes, reopen) in steps)
                {
                    await store.CommitAsync(changes);
                    foreach (var change in changes) model.Apply(change);
                    if (reopen) store = await stores.ReopenAsync();
                    await CompareAsync(store, model);
                }

                (await stores.CheckAsync()).Problems.ShouldBeEmpty();
            },
            iter: 40, threads: 2);

    static async Task CompareAsync(IMailStore store, ReplicaModel model)
    {
        (await store.Reader.GetMailboxesAsync()).ShouldBe(model.Mailboxes);
        var messages = new List<(long, string, uint, MailFlags, ContentKey, PartialMessage?)>();
        foreach (var m in await store.ListAsync())
        {
            var found = (await store.Reader.FindAsync(m.Id))!;
            found.Info.ShouldBe(m);
            m.IsPartial.ShouldBe(found.HeaderOf is not null);
            messages.Add((m.Id, m.Mailbox, m.Uid, m.Flags, found.Content, found.HeaderOf));
        }

        messages.ShouldBe(model.Messages);
        foreach (var mailbox in Mailboxes)
        {
            for (var validity = 0u; validity <= 3; validity++)
            {
                (await store.Reader.GetUidsAsync(mailbox, validity)).ShouldBe(model.Uids(mailbox, validity));
                (await store.Reader.GetPlacementsAsync(mailbox, validity, 1, uint.MaxValue)).ShouldBe(model.Placements(mailbox, validity));
            }
        }
    }
}
