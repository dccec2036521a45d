using AcMail.Storage;

namespace AcMail.Testing;

static class MailboxChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A new store is empty", static async bench =>
        {
            var store = await bench.OpenAsync();
            Expect.Sequence([], await store.Reader.GetMailboxesAsync(), "the mailboxes");
            Expect.Sequence([], await store.ListAsync(), "the messages");
            Expect.Equal(UidSet.Empty, await store.UidsAsync(), "the UIDs");
            Expect.Equal(null, await store.Reader.FindAsync(1), "the message 1");
            Expect.Equal(0, (await store.Outbox.GetOpenAsync()).Count, "the entries of the outbox");
        }),

        new("Accounts have nothing in common", static async bench =>
        {
            string[] accounts = ["pro", "perso", "david.martin@ac-lyon.fr", "../élève %", "con"];
            foreach (var account in accounts) await (await bench.OpenAsync(account)).StoreAsync(account);
            await bench.CloseAsync();
            foreach (var account in accounts)
            {
                var message = await (await bench.OpenAsync(account)).SingleAsync($"the messages of {account}");
                Expect.Equal(account, message.Headers.Subject, "the subject");
            }
        }),

        new("Mailboxes come in the order in which they were first listed", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.CommitAsync([.. "CABZ".Select(n => new MailboxListed($"{n}", '/', MailboxRole.None, true))]);
            await store.CommitAsync([new MailboxListed("A", '.', MailboxRole.Sent, false), new MailboxListed("0", '/', MailboxRole.None, true)]);
            await store.CommitAsync([new MailboxUnlisted("C")]);
            await store.CommitAsync([new MailboxListed("C", '/', MailboxRole.None, true)]);
            store = await bench.ReopenAsync();
            Expect.Sequence(["C", "A", "B", "Z", "0"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes");
        }),

        new("A mailbox is told as it was listed last", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.CommitAsync([new MailboxListed("INBOX", '/', MailboxRole.None, false)]);
            await store.CommitAsync([new MailboxListed("INBOX", null, MailboxRole.Inbox, true)]);
            Expect.Sequence(
                [new("INBOX", null, MailboxRole.Inbox, true, null, 0, 0)], await store.Reader.GetMailboxesAsync(), "the mailboxes");
        }),

        new("Names of mailboxes are compared character by character", static async bench =>
        {
            var store = await bench.OpenAsync();
            string[] names = ["Éléments", "E\u0301le\u0301ments", "éléments", "Elements", "Éléments ", "a/b%_'\"*\\", "📬", "x\u00A0y"];
            await store.CommitAsync([.. names.Select(n => new MailboxListed(n, '/', MailboxRole.None, true))]);
            var key = await store.AppendAsync("x");
            await store.CommitAsync([.. names.Select((n, i) => Sample.Added(key, (uint)i + 1, mailbox: n))]);
            store = await bench.ReopenAsync();
            Expect.Sequence(names, (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes");
            for (var i = 0; i < names.Length; i++)
            {
                Expect.Equal(UidSet.Of((uint)i + 1), await store.UidsAsync(names[i]), $"the UIDs of {names[i]}");
                Expect.Sequence([(uint)i + 1], (await store.ListAsync(names[i])).Select(m => m.Uid), $"the messages of {names[i]}");
            }
        }),

        new("A checkpoint is told as it was committed last", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.CommitAsync([new MailboxListed("A", '/', MailboxRole.None, true), new MailboxCheckpointed("B", new(1, 2, 3))]);
            Expect.Equal(null, (await store.MailboxAsync("A")).Checkpoint, "the checkpoint of a mailbox never synchronised");
            Expect.Equal(new(1, 2, 3), (await store.MailboxAsync("B")).Checkpoint, "the checkpoint");
            foreach (var checkpoint in (MailboxCheckpoint[])[new(uint.MaxValue, uint.MaxValue, ulong.MaxValue), new(1, 0, 0)])
            {
                await store.CommitAsync([new MailboxCheckpointed("B", checkpoint)]);
                await store.CommitAsync([new MailboxListed("B", '/', MailboxRole.Archive, true)]);
                store = await bench.ReopenAsync();
                Expect.Equal(checkpoint, (await store.MailboxAsync("B")).Checkpoint, "the checkpoint");
            }
        }),

        new("A mailbox that is no longer listed loses its messages and its checkpoint, and content stays", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            var id = (await store.SingleAsync()).Id;
            await store.CommitAsync([new MailboxCheckpointed("INBOX", new(7, 8, 9)), Sample.Added(key, 2, mailbox: "Other")]);
            await store.CommitAsync([new MailboxUnlisted("INBOX"), new MailboxUnlisted("never listed")]);
            Expect.Sequence(["Other"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes");
            Expect.Equal("Other", (await store.SingleAsync()).Mailbox, "the mailbox of what is left");
            Expect.Equal(null, await store.Reader.FindAsync(id), "the message that was unlinked");
            Expect.Equal(UidSet.Empty, await store.UidsAsync(), "the UIDs");
            Expect.Bytes(Sample.Bytes("x"), await store.ReadAsync(key), "the content");
            await store.CommitAsync([new MailboxListed("INBOX", '/', MailboxRole.Inbox, true)]);
            Expect.Equal(new("INBOX", '/', MailboxRole.Inbox, true, null, 0, 0), await store.MailboxAsync(), "the mailbox listed again");
        }),

        new("Counts follow every change", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await ExpectAsync(3, 2, Sample.Added(key, 1), Sample.Added(key, 2), Sample.Added(key, 3, flags: Sample.Seen));
            await ExpectAsync(3, 1, new FlagsObserved("INBOX", Sample.Validity, 1, Sample.Seen, 5));
            await ExpectAsync(3, 1, new FlagsObserved("INBOX", Sample.Validity, 99, default, 5), new FlagsObserved("INBOX", 8, 3, default, 5));
            await ExpectAsync(3, 2, new FlagsObserved("INBOX", Sample.Validity, 3, new(SystemFlags.Flagged, "$Seen"), 6));
            await ExpectAsync(3, 1, Sample.Added(key, 3, flags: new(SystemFlags.Seen | SystemFlags.Deleted)));
            await ExpectAsync(1, 1, new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(1, 3, 50)));
            await ExpectAsync(1, 0, Sample.Added(key, 1, validity: 8, flags: Sample.Seen));
            await ExpectAsync(0, 0, new OtherValiditiesDropped("INBOX", Sample.Validity));

            async Task ExpectAsync(int messages, int unseen, params StoreChange[] changes)
            {
                foreach (var times in (string[])["once", "twice"])
                {
                    await store.CommitAsync(changes);
                    var mailbox = await store.MailboxAsync();
                    Expect.Equal((messages, unseen), (mailbox.Messages, mailbox.Unseen), $"messages and unseen after {changes[0]}, {times}");
                }
            }
        }),
    ];
}
