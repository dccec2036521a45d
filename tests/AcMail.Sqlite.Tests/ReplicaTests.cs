using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class ReplicaTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_new_store_is_empty()
    {
        var store = await _stores.OpenAsync();
        (await store.Reader.GetMailboxesAsync()).ShouldBeEmpty();
        (await store.ListAsync()).ShouldBeEmpty();
        (await store.Reader.GetUidsAsync("INBOX", 1)).ShouldBe(UidSet.Empty);
        (await store.Reader.FindAsync(1)).ShouldBeNull();
        (await store.Outbox.GetOpenAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Mailboxes_keep_the_order_in_which_they_were_first_listed()
    {
        var store = await _stores.OpenAsync();
        await store.CommitAsync(
        [
            new MailboxListed("INBOX", '/', MailboxRole.Inbox, true),
            new MailboxListed("E\u0301le\u0300ves", null, MailboxRole.None, false),
            new MailboxListed("Archive", '.', MailboxRole.Archive, true),
            new MailboxListed("INBOX", '.', MailboxRole.Inbox, true),
            new MailboxCheckpointed("INBOX", new(uint.MaxValue, 0, ulong.MaxValue)),
        ]);
        var mailboxes = await store.Reader.GetMailboxesAsync();
        mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "E\u0301le\u0300ves", "Archive"]);
        mailboxes[0].ShouldBe(new("INBOX", '.', MailboxRole.Inbox, true, new(uint.MaxValue, 0, ulong.MaxValue), 0, 0));
        mailboxes[1].ShouldBe(new("E\u0301le\u0300ves", null, MailboxRole.None, false, null, 0, 0));
    }

    [Fact]
    public async Task A_message_is_told_as_it_was_stored()
    {
        var store = await _stores.OpenAsync();
        var flags = new MailFlags(SystemFlags.Flagged | SystemFlags.Answered, "$Forwarded", "école");
        var key = await store.AppendAsync("x", 4_000_000_000);
        var headers = new MessageHeaders("Réunion", "a", "b", "c", Mail.Date.AddTicks(3), "id@x");
        await store.CommitAsync([new MessageAdded("INBOX", Mail.Validity, 4_000_000_000, key, flags, ulong.MaxValue, Mail.Date.AddTicks(7), headers)]);
        var message = (await store.ListAsync()).ShouldHaveSingleItem();
        message.ShouldBe(new(message.Id, "INBOX", 4_000_000_000, flags, Mail.Date.AddTicks(7), Mail.Bytes("x").Length, headers));
        message.InternalDate.Offset.ShouldBe(Mail.Date.Offset);
        (await store.Reader.FindAsync(message.Id)).ShouldBe(new(message, key));
        (await store.Reader.GetPlacementsAsync("INBOX", Mail.Validity, 1, uint.MaxValue)).ShouldBe([new(4_000_000_000, flags, ulong.MaxValue)]);
    }

    [Fact]
    public async Task A_message_of_another_validity_is_linked_again_and_keeps_its_id()
    {
        var store = await _stores.OpenAsync();
        var key = await store.StoreAsync("x", uid: 5);
        var id = (await store.ListAsync())[0].Id;
        for (var twice = 0; twice < 2; twice++)
        {
            await store.CommitAsync([Mail.Added(key, 1, "x", validity: 8)]);
            var message = (await store.ListAsync()).ShouldHaveSingleItem();
            (message.Id, message.Uid).ShouldBe((id, 1u));
        }

        (await store.Reader.GetUidsAsync("INBOX", Mail.Validity)).ShouldBe(UidSet.Empty);
        (await store.Reader.GetUidsAsync("INBOX", 8)).ShouldBe(UidSet.Of(1));
    }

    [Fact]
    public async Task The_same_content_twice_in_a_mailbox_is_linked_again_one_by_one()
    {
        var store = await _stores.OpenAsync();
        var key = await store.AppendAsync("x");
        await store.CommitAsync([Mail.Added(key, 5), Mail.Added(key, 9)]);
        await store.CommitAsync([Mail.Added(key, 1, validity: 8), Mail.Added(key, 2, validity: 8), new OtherValiditiesDropped("INBOX", 8)]);
        (await store.Reader.GetUidsAsync("INBOX", 8)).ShouldBe(UidSet.Of(1, 2));
        (await store.MailboxAsync()).Messages.ShouldBe(2);
    }

    [Fact]
    public async Task Counts_follow_every_change()
    {
        var store = await _stores.OpenAsync();
        var key = await store.AppendAsync("x");
        var seen = new MailFlags(SystemFlags.Seen);
        await ExpectAsync(3, 2, Mail.Added(key, 1), Mail.Added(key, 2), Mail.Added(key, 3, flags: seen));
        await ExpectAsync(3, 1, new FlagsObserved("INBOX", Mail.Validity, 1, seen, 5), new FlagsObserved("INBOX", Mail.Validity, 99, seen, 5));
        await ExpectAsync(3, 2, new FlagsObserved("INBOX", Mail.Validity, 3, default, 6));
        await ExpectAsync(3, 1, Mail.Added(key, 3, flags: seen));
        await ExpectAsync(1, 1, new MessagesVanished("INBOX", Mail.Validity, UidSet.Of(1, 3, 50)));
        await ExpectAsync(0, 0, new OtherValiditiesDropped("INBOX", 8));

        async Task ExpectAsync(int messages, int unseen, params StoreChange[] changes)
        {
            await store.CommitAsync(changes);
            await store.CommitAsync(changes);
            var mailbox = await store.MailboxAsync();
            (mailbox.Messages, mailbox.Unseen).ShouldBe((messages, unseen));
        }
    }

    [Fact]
    public async Task A_mailbox_that_is_no_longer_listed_is_unlinked_and_its_content_stays()
    {
        var store = await _stores.OpenAsync();
        var key = await store.StoreAsync("x");
        await store.CommitAsync([new MailboxCheckpointed("INBOX", new(7, 8, 9)), new MailboxUnlisted("INBOX"), new MailboxUnlisted("never")]);
        (await store.Reader.GetMailboxesAsync()).ShouldBeEmpty();
        (await store.ListAsync()).ShouldBeEmpty();
        (await store.ReadAsync(key)).ShouldBe(Mail.Bytes("x"));
        await store.CommitAsync([new MailboxListed("INBOX", '/', MailboxRole.Inbox, true)]);
        (await store.MailboxAsync()).ShouldBe(new("INBOX", '/', MailboxRole.Inbox, true, null, 0, 0));
    }

    [Fact]
    public async Task Filed_messages_get_uids_that_are_never_given_twice()
    {
        var store = await _stores.OpenAsync();
        var key = await store.AppendAsync("x");
        var filed = new MessageFiled("Local", MailboxRole.Archive, key, default, Mail.Date, Mail.Headers("x"));
        await store.CommitAsync([filed, filed]);
        (await store.Reader.GetUidsAsync("Local", 0)).ShouldBe(UidSet.Of(1, 2));
        await store.CommitAsync([new MessagesVanished("Local", 0, UidSet.Of(2))]);
        await store.CommitAsync([new MailboxUnlisted("Local"), filed]);
        (await store.Reader.GetUidsAsync("Local", 0)).ShouldBe(UidSet.Of(3));
        (await store.MailboxAsync("Local")).Role.ShouldBe(MailboxRole.Archive);
    }

    [Fact]
    public async Task The_outbox_holds_what_is_not_done()
    {
        var store = await _stores.OpenAsync();
        var key = await store.AppendAsync("x", mailbox: "");
        var message = new OutboxMessage(key, "m@x", "a@x", ["b@x", "c@x"], "Sujet", Mail.Date);
        var first = await store.Outbox.EnqueueAsync(message);
        var second = await store.Outbox.EnqueueAsync(message with { Subject = "2" });
        store = await _stores.ReopenAsync();
        await store.CommitAsync([new OutboxAdvanced(first, OutboxState.Sending, "250 ok")]);
        var open = await store.Outbox.GetOpenAsync();
        open.Select(e => (e.Id, e.State, e.LastReply)).ShouldBe([(first, OutboxState.Sending, "250 ok"), (second, OutboxState.Queued, "")]);
        open[0].Recipients.ShouldBe(["b@x", "c@x"]);
        (open[0].MessageId, open[0].Sender, open[0].Subject, open[0].QueuedAt).ShouldBe(("m@x", "a@x", "Sujet", Mail.Date));
        await store.CommitAsync([new OutboxAdvanced(first, OutboxState.Done, "")]);
        (await store.Outbox.GetOpenAsync()).ShouldHaveSingleItem().Id.ShouldBe(second);
        (await store.Outbox.FindContentAsync(first)).ShouldBe(key);
        (await store.Outbox.FindContentAsync(99)).ShouldBeNull();
    }

    [Fact]
    public async Task A_commit_that_names_unknown_content_applies_nothing()
    {
        var store = await _stores.OpenAsync();
        var key = await store.AppendAsync("x");
        var failure = await Should.ThrowAsync<MailException>(
            async () => await store.CommitAsync([Mail.Added(key, 1), Mail.Added(ContentKey.Of("?"u8), 2)]));
        failure.Failure.Kind.ShouldBe(MailErrorKind.StorageUnavailable);
        (await store.ListAsync()).ShouldBeEmpty();
        await store.CommitAsync([Mail.Added(key, 1)]);
        (await store.ListAsync()).ShouldHaveSingleItem();
    }
}
