using System.Globalization;
using System.Text;
using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class MaintenanceTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task What_does_not_exist_is_neither_checked_nor_rebuilt()
    {
        (await Should.ThrowAsync<MailException>(_stores.CheckAsync)).Failure.Kind.ShouldBe(MailErrorKind.StorageUnavailable);
        (await Should.ThrowAsync<MailException>(_stores.RebuildAsync)).Failure.Kind.ShouldBe(MailErrorKind.StorageUnavailable);
        Directory.EnumerateFileSystemEntries(_stores.Root).ShouldBeEmpty();
        await _stores.OpenAsync();
        await _stores.CloseAsync();
        (await Should.ThrowAsync<MailException>(_stores.RebuildAsync)).Failure.Message.English.ShouldContain("content");
    }

    [Fact]
    public async Task A_changed_byte_is_found()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("sound");
        await store.StoreAsync("changed", 2);
        await store.StoreAsync("sound too", 3);
        await _stores.CloseAsync();
        var bytes = await File.ReadAllBytesAsync(_stores.Pack());
        bytes[bytes.AsSpan().IndexOf(Mail.Bytes("changed")) + 5] ^= 1;
        await File.WriteAllBytesAsync(_stores.Pack(), bytes);
        var report = await _stores.CheckAsync();
        report.Problems.Count.ShouldBe(2);
        report.Problems.ShouldAllBe(p => p.Where.StartsWith(_stores.Pack() + "@", StringComparison.Ordinal) && p.Description.French.Length > 0);
        report.Problems[1].Description.English.ShouldContain("“changed” in INBOX");

        report = await _stores.RebuildAsync();
        report.Contents.ShouldBe(2);
        report.Problems.Count.ShouldBe(2);
        report.Problems[1].Description.French.ShouldContain("« changed » dans INBOX");
        (await _stores.CheckAsync()).Messages.ShouldBe(2);
        (await _stores.RebuildAsync()).Problems.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_damaged_and_came_again_is_sound_wherever_it_was(bool isRebuiltBefore)
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("sound");
        var key = await store.StoreAsync("hurt", 2);
        await _stores.CloseAsync();
        var bytes = await File.ReadAllBytesAsync(_stores.Pack());
        bytes[bytes.AsSpan().IndexOf(Mail.Bytes("hurt")) + 5] ^= 1;
        await File.WriteAllBytesAsync(_stores.Pack(), bytes);
        if (isRebuiltBefore) await _stores.RebuildAsync();
        store = await _stores.OpenAsync();
        await store.StoreAsync("hurt", 9, "Other");
        (await store.ReadAsync(key)).ShouldBe(Mail.Bytes("hurt"));
        await _stores.CloseAsync();
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();

        await _stores.RebuildAsync();
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
        (await (await _stores.OpenAsync()).ListAsync()).Select(m => $"{m.Mailbox} {m.Uid} {m.Headers.Subject}")
            .ShouldBe(["INBOX 1 sound", "INBOX 2 hurt", "Other 9 hurt"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("missing", true)]
    [InlineData("missing", false)]
    [InlineData("cut off", true)]
    public async Task A_rebuild_names_what_is_in_no_pack(string how, bool isStateReadable)
    {
        await using var stores = new StoreFixture(packSize: 1000);
        var store = await stores.OpenAsync();
        for (uint uid = 1; uid <= 30; uid++) await store.StoreAsync($"message {uid}", uid);
        File.Exists(stores.Pack(4)).ShouldBeTrue();
        var before = (await store.ListAsync()).Select(m => m.Headers.Subject).ToList();
        await stores.CloseAsync();
        if (how == "missing") File.Delete(stores.Pack(2));
        else await File.WriteAllBytesAsync(stores.Pack(2), (await File.ReadAllBytesAsync(stores.Pack(2)))[..^1]);
        if (!isStateReadable) File.Delete(stores.Database);

        var problems = (await stores.RebuildAsync()).Problems;
        var lost = before.Except((await (await stores.OpenAsync()).ListAsync()).Select(m => m.Headers.Subject)).ToList();
        lost.Count.ShouldBeGreaterThanOrEqualTo(1);
        problems.ShouldContain(p => p.Where.StartsWith(stores.Pack(2), StringComparison.Ordinal));
        if (isStateReadable) lost.ShouldAllBe(s => problems.Any(p => p.Description.English.Contains($"“{s}” in INBOX", StringComparison.Ordinal)));
        await stores.CloseAsync();
        (await stores.RebuildAsync()).Problems.Count.ShouldBeLessThan(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_record_whose_beginning_is_damaged_is_passed_over_unless_the_former_state_still_finds_its_bytes(bool isStateReadable)
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("first");
        var offset = new FileInfo(_stores.Pack()).Length;
        await store.StoreAsync("damaged", 2);
        await store.StoreAsync("last", 3);
        await _stores.CloseAsync();
        var bytes = await File.ReadAllBytesAsync(_stores.Pack());
        bytes[offset + 30] ^= 1;
        await File.WriteAllBytesAsync(_stores.Pack(), bytes);
        if (!isStateReadable) File.Delete(_stores.Database);
        (await _stores.RebuildAsync()).ShouldSatisfyAllConditions(
            r => r.Contents.ShouldBe(isStateReadable ? 3 : 2), r => r.Problems.ShouldHaveSingleItem().Where.ShouldBe($"{_stores.Pack()}@{offset}"));
        store = await _stores.OpenAsync();
        (await store.Reader.GetUidsAsync("INBOX", Mail.Validity)).ShouldBe(isStateReadable ? UidSet.Of(1, 2, 3) : UidSet.Of(1, 3));
        await store.StoreAsync("damaged", 2);
        (await _stores.CheckAsync()).Contents.ShouldBe(3);
    }

    [Fact]
    public async Task A_torn_tail_is_reported_and_no_obstacle()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("first");
        var end = new FileInfo(_stores.Pack()).Length;
        await store.StoreAsync("torn", 2);
        await _stores.CloseAsync();
        var whole = await File.ReadAllBytesAsync(_stores.Pack());
        foreach (var length in (long[])[end + 1, end + 20, end + 60, whole.Length - 1])
        {
            await File.WriteAllBytesAsync(_stores.Pack(), whole[..(int)length]);
            (await _stores.RebuildAsync()).ShouldSatisfyAllConditions(r => r.Contents.ShouldBe(1), r => r.Problems.ShouldNotBeEmpty());
            (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
        }

        await (await _stores.OpenAsync()).StoreAsync("torn", 2);
        (await _stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Contents.ShouldBe(2), r => r.Problems.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("damage")]
    [InlineData("delete")]
    [InlineData("keep")]
    public async Task A_rebuilt_store_holds_what_it_held(string how)
    {
        var store = await _stores.OpenAsync();
        var flags = new MailFlags(SystemFlags.Seen, "$Forwarded");
        var key = await store.Content.AppendAsync(Mail.Bytes("a"), Mail.Origin(1, flags: flags));
        await store.Content.AppendAsync(Mail.Bytes("a"), Mail.Origin(4, "Sent"));
        var local = await store.Content.AppendAsync(Mail.Bytes("b"), Mail.Origin(0, "Local", 0, uniqueId: "u1"));
        var sent = await store.Content.AppendAsync(Mail.Bytes("c"), Mail.Origin(0, "", 0));
        await store.CommitAsync(
        [
            Mail.Added(key, 1, flags: flags), Mail.Added(key, 4, mailbox: "Sent"), new DropEntryRecorded(Mail.Dropped("u1", local)),
            new MessageFiled("Local", MailboxRole.None, local, default, Mail.Date, Mail.Headers("b")),
            new MailboxCheckpointed("INBOX", new(Mail.Validity, 2, 3)),
        ]);
        var before = (await store.ListAsync()).Select(m => (m.Mailbox, m.Uid, m.Flags, m.Size)).OrderBy(m => m.Mailbox).ToList();
        await _stores.CloseAsync();
        var former = await File.ReadAllBytesAsync(_stores.Database);
        if (how == "damage") await File.WriteAllBytesAsync(_stores.Database, former = former[..20_000]);
        if (how == "delete") File.Delete(_stores.Database);

        var report = await _stores.RebuildAsync();
        (report.Contents, report.Messages).ShouldBe((3, 3));
        report.Problems.ShouldHaveSingleItem().Description.English.ShouldContain("outbox");
        if (how != "delete") (await File.ReadAllBytesAsync(_stores.Database + ".damaged-1")).ShouldBe(former);
        store = await _stores.OpenAsync();
        (await store.ListAsync()).Select(m => (m.Mailbox, m.Uid, m.Flags, m.Size)).OrderBy(m => m.Mailbox).ShouldBe(before);
        (await store.Maildrop.GetAsync()).Entries.ShouldHaveSingleItem().ShouldBe(Mail.Dropped("u1", local) with { Size = 0, Date = null, Rule = "" });
        (await store.MailboxAsync()).ShouldSatisfyAllConditions(m => m.Checkpoint.ShouldBeNull(), m => m.Messages.ShouldBe(1), m => m.Unseen.ShouldBe(0));
        foreach (var (content, text) in ((ContentKey, string)[])[(key, "a"), (local, "b"), (sent, "c")])
            (await store.ReadAsync(content)).ShouldBe(Mail.Bytes(text));
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_done_in_a_POP3_account_survives_a_rebuild()
    {
        var store = await _stores.OpenAsync();
        var keys = new List<ContentKey>();
        var changes = new List<StoreChange>
        {
            new MailboxListed("INBOX", null, MailboxRole.Inbox, true), new MailboxCreated("Trash", null) { Role = MailboxRole.Trash, IsLocalOnly = true },
            new MailboxCreated("Empty", null) { IsLocalOnly = true }, new MaildropObserved(new() { Clock = Mail.Date, Owner = "me@here" }),
        };
        foreach (var name in (string[])["stays", "moves", "is read", "is deleted", "is lost"])
        {
            var key = await store.Content.AppendAsync(Mail.Bytes(name), Mail.Origin(0, "INBOX", 0, uniqueId: name));
            keys.Add(key);
            changes.Add(new MessageFiled("INBOX", MailboxRole.Inbox, key, default, Mail.Date, Mail.Headers(name)));
            changes.Add(new DropEntryRecorded(Mail.Dropped(name, key)));
        }

        var sent = await store.Content.AppendAsync(Mail.Bytes("is sent"), Mail.Origin(0, "", 0));
        changes.Add(new MessageFiled("Sent", MailboxRole.Sent, sent, new(SystemFlags.Seen), Mail.Date, Mail.Headers("is sent")));
        var header = await store.Content.AppendAsync(Mail.Bytes("is partial"), Mail.Origin(0, "", 0, uniqueId: "is partial"));
        changes.Add(new MessageFiled("INBOX", MailboxRole.Inbox, header, default, Mail.Date, Mail.Headers("is partial")) { HeaderOf = new("is partial", 9000) });
        changes.Add(new DropEntryRecorded(Mail.Dropped("is partial", header) with { State = DropState.HeadersOnly }));
        changes.Add(new DropEntryRecorded(Mail.Dropped("is deleted", keys[3]) with { State = DropState.Deleted }));
        await store.CommitAsync(changes);
        long Id(string subject, IReadOnlyList<MessageInfo> list) => list.Single(m => m.Headers.Subject == subject).Id;
        var list = await store.ListAsync();
        await store.CommitAsync(
        [
            new MessageRefiled(Id("moves", list), "Élèves"), new MessageMarked(Id("is read", list), new(SystemFlags.Seen, "x"), default) { IsLocalOnly = true },
            new MessageDiscarded(Id("is deleted", list)),
        ]);
        var before = Shown(await store.ListAsync()).Where(m => !m.Contains("is lost", StringComparison.Ordinal)).ToList();
        var mailboxes = (await store.Reader.GetMailboxesAsync()).Select(m => (m.Name, m.Role)).ToList();
        var maildrop = await store.Maildrop.GetAsync();
        await _stores.CloseAsync();
        var bytes = await File.ReadAllBytesAsync(_stores.Pack());
        bytes[bytes.AsSpan().IndexOf(Mail.Bytes("is lost")) + 5] ^= 1;
        await File.WriteAllBytesAsync(_stores.Pack(), bytes);

        (await _stores.RebuildAsync()).Problems.ShouldContain(p => p.Description.English.Contains("“is lost” in INBOX", StringComparison.Ordinal));
        store = await _stores.OpenAsync();
        Shown(await store.ListAsync()).ShouldBe(before, ignoreOrder: true);
        (await store.Reader.GetMailboxesAsync()).Select(m => (m.Name, m.Role)).ShouldBe(mailboxes, ignoreOrder: true);
        // What is lost is to be fetched again; of all else the days go on.
        (await store.Maildrop.GetAsync()).ShouldSatisfyAllConditions(
            m => m.State.ShouldBe(maildrop.State), m => m.Entries.ShouldBe(maildrop.Entries.Where(e => e.UniqueId != "is lost"), ignoreOrder: true));
        await _stores.CloseAsync();
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();

        static IEnumerable<string> Shown(IEnumerable<MessageInfo> messages) =>
            messages.Select(m => $"{m.Mailbox} {m.Headers.Subject} {m.Flags} {m.IsPartial} {m.Size}");
    }

    [Fact]
    public async Task A_header_that_no_mailbox_shows_after_a_rebuild_is_not_known_any_more_and_comes_again()
    {
        var store = await _stores.OpenAsync();
        var whole = await store.Content.AppendAsync(Mail.Bytes("whole"), Mail.Origin(0, "INBOX", 0, uniqueId: "whole"));
        var header = await store.Content.AppendAsync(Mail.Bytes("partial"), Mail.Origin(0, "", 0, uniqueId: "partial"));
        await store.CommitAsync(
        [
            new MessageFiled("INBOX", MailboxRole.Inbox, whole, default, Mail.Date, Mail.Headers("whole")), new DropEntryRecorded(Mail.Dropped("whole", whole)),
            new MessageFiled("INBOX", MailboxRole.Inbox, header, default, Mail.Date, Mail.Headers("partial")) { HeaderOf = new("partial", 9000) },
            new DropEntryRecorded(Mail.Dropped("partial", header) with { State = DropState.HeadersOnly }),
        ]);
        await _stores.CloseAsync();
        var (page, size) = (Read("SELECT rootpage FROM sqlite_master WHERE name='message'"), Read("PRAGMA page_size"));
        var former = await File.ReadAllBytesAsync(_stores.Database);
        former.AsSpan((page - 1) * size, size).Fill(0xFF);
        await File.WriteAllBytesAsync(_stores.Database, former);

        await _stores.RebuildAsync();
        store = await _stores.OpenAsync();
        (await store.ListAsync()).ShouldHaveSingleItem().Headers.Subject.ShouldBe("whole");
        (await store.Maildrop.GetAsync()).Entries.ShouldHaveSingleItem().UniqueId.ShouldBe("whole");

        int Read(string sql) => int.Parse(Sql.Read(_stores.Database, sql).Single(), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task What_came_by_POP3_is_dated_by_its_header_anew_and_its_days_go_on_from_its_download()
    {
        var store = await _stores.OpenAsync();
        var message = Encoding.UTF8.GetBytes("Received: by a.fr; Mon, 2 Sep 2019 08:30:00 +0200\r\nSubject: hop\r\n\r\nhop\r\n");
        var key = await store.Content.AppendAsync(message, Mail.Origin(0, "INBOX", 0, uniqueId: "u1"));
        var arrived = new DateTimeOffset(2019, 9, 2, 8, 30, 0, TimeSpan.FromHours(2));
        await store.CommitAsync([new MessageFiled("INBOX", MailboxRole.Inbox, key, default, arrived, Mail.Headers("hop")), new DropEntryRecorded(Mail.Dropped("u1", key))]);
        await _stores.CloseAsync();
        File.Delete(_stores.Database);

        (await _stores.RebuildAsync()).Problems.ShouldBeEmpty();
        store = await _stores.OpenAsync();
        (await store.ListAsync()).ShouldHaveSingleItem().InternalDate.ShouldBe(arrived);
        (await store.Maildrop.GetAsync()).Entries.ShouldHaveSingleItem().DownloadedAt.ShouldBe(Mail.Date);
    }

    [Theory]
    [InlineData("whole", OutboxState.Queued, OutboxState.Rejected)]
    [InlineData("older", OutboxState.Unknown, OutboxState.Rejected)]
    [InlineData("gone", OutboxState.Unknown, OutboxState.Unknown)]
    public async Task What_waits_in_the_outbox_survives_a_rebuild_and_is_not_sent_where_it_may_have_been(string state, OutboxState queued, OutboxState rejected)
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("x");
        await EnqueueAsync(store, "waits", OutboxState.Queued);
        await EnqueueAsync(store, "is refused", OutboxState.Rejected);
        var (filed, sent) = await EnqueueAsync(store, "is filed", OutboxState.Sending);
        await store.Content.ReferAsync(sent, Mail.Origin(9, "Sent"));
        await store.CommitAsync([new OutboxAdvanced(filed, OutboxState.Done, ""), Mail.Added(sent, 9, mailbox: "Sent")]);
        await _stores.CloseAsync();
        var former = await File.ReadAllBytesAsync(_stores.Database);
        await (await _stores.OpenAsync()).StoreAsync("later", 2);
        await _stores.CloseAsync();
        if (state == "gone") File.Delete(_stores.Database);
        if (state == "older") await File.WriteAllBytesAsync(_stores.Database, former);

        var problems = (await _stores.RebuildAsync()).Problems;
        if (state == "whole") problems.ShouldBeEmpty();
        else problems.ShouldHaveSingleItem().Description.English.ShouldContain($"{(state == "older" ? "1 message" : "2 messages")} of the outbox");
        var outbox = (await _stores.OpenAsync()).Outbox;
        var open = await outbox.GetOpenAsync();
        open.Select(e => (e.Subject, e.State)).ShouldBe([("waits", queued), ("is refused", rejected)], ignoreOrder: true);
        open.ShouldAllBe(e => e.Sender == "david.martin@ac-lyon.fr" && e.Recipients.SequenceEqual(new[] { "a@x", "b@x" }) && e.MessageId == $"{e.Subject.Length}@x");
        (await outbox.FindAsync($"{"is filed".Length}@x")).ShouldNotBeNull().State.ShouldBe(OutboxState.Done);
        await _stores.CloseAsync();
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_refused_and_replaced_under_its_key_stays_gone_after_a_rebuild(bool keepsSent)
    {
        var store = await _stores.OpenAsync();
        await store.Content.AppendAsync(Mail.Bytes("came"), keepsSent ? Mail.Origin(0, "INBOX", 0, uniqueId: "u1") : Mail.Origin(1));
        await EnqueueAsync(store, "refused", OutboxState.Rejected);
        var next = await store.Content.AppendAsync(Mail.Bytes("sent"), Mail.Origin(0, "", 0));
        await store.Outbox.TryEnqueueOnceAsync(new(next, $"{"refused".Length}@x", "david.martin@ac-lyon.fr", ["a@x"], "next", Mail.Date));
        (string, OutboxState)[] left = [("next", OutboxState.Queued)];
        (await store.Outbox.GetOpenAsync()).Select(e => (e.Subject, e.State)).ShouldBe(left);
        await _stores.CloseAsync();

        (await _stores.RebuildAsync()).Problems.ShouldBeEmpty();

        store = await _stores.OpenAsync();
        (await store.Outbox.GetOpenAsync()).Select(e => (e.Subject, e.State)).ShouldBe(left);
        (await store.ListAsync()).ShouldNotContain(m => m.Mailbox == "Sent");
    }

    [Fact]
    public async Task What_waits_in_the_outbox_of_an_earlier_version_survives_a_rebuild()
    {
        await EnqueueAsync(await _stores.OpenAsync(), "waits", OutboxState.Queued);
        await _stores.CloseAsync();
        FormerSchema.Restore(_stores.Database, steps: 11);
        (await _stores.RebuildAsync()).Problems.ShouldBeEmpty();
        (await (await _stores.OpenAsync()).Outbox.GetOpenAsync()).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Queued);
    }

    [Fact]
    public async Task What_a_POP3_account_sent_is_shown_after_a_rebuild_without_its_former_state()
    {
        var store = await _stores.OpenAsync();
        await store.Content.AppendAsync(Mail.Bytes("came"), Mail.Origin(0, "INBOX", 0, uniqueId: "u1"));
        await EnqueueAsync(store, "went", OutboxState.Done);
        await _stores.CloseAsync();
        File.Delete(_stores.Database);

        (await _stores.RebuildAsync()).Problems.ShouldHaveSingleItem().Description.English.ShouldContain("It is in Sent");
        store = await _stores.OpenAsync();
        (await store.ListAsync()).Select(m => (m.Mailbox, m.Headers.Subject)).ShouldBe([("Sent", "went"), ("INBOX", "came")], ignoreOrder: true);
        (await store.Reader.GetMailboxesAsync()).ShouldContain(m => m.Name == "Sent" && m.Role == MailboxRole.Sent);
        (await store.Outbox.GetOpenAsync()).ShouldBeEmpty();
        (await store.Outbox.FindAsync($"{"went".Length}@x")).ShouldNotBeNull().State.ShouldBe(OutboxState.Done);
    }

    [Fact]
    public async Task A_rebuild_that_was_killed_at_its_very_end_is_repeated_with_what_the_former_state_knew()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("x");
        await EnqueueAsync(store, "waits", OutboxState.Queued);
        await EnqueueAsync(store, "was cancelled", OutboxState.Done);
        await _stores.CloseAsync();
        await _stores.RebuildAsync();
        File.Move(_stores.Database, _stores.Database + ".rebuilt");

        (await _stores.FailureToOpenAsync()).Remedy.English.ShouldContain("--rebuild");
        await _stores.RebuildAsync();
        store = await _stores.OpenAsync();
        (await store.Outbox.GetOpenAsync()).Select(e => (e.Subject, e.State)).ShouldBe([("waits", OutboxState.Queued)]);
        File.Exists(_stores.Database + ".rebuilt").ShouldBeFalse();
    }

    [Fact]
    public async Task A_rebuild_that_was_killed_before_it_took_the_place_of_the_state_is_forgotten()
    {
        await (await _stores.OpenAsync()).StoreAsync("x");
        await _stores.CloseAsync();
        await File.WriteAllTextAsync(_stores.Database + ".rebuilt", "of another time");
        (await _stores.RebuildAsync()).Messages.ShouldBe(1);
        File.Exists(_stores.Database + ".rebuilt").ShouldBeFalse();
        (await (await _stores.OpenAsync()).ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_rebuild_had_finished_is_not_taken_up_once_the_state_was_gone_on_with()
    {
        await (await _stores.OpenAsync()).StoreAsync("x");
        await _stores.CloseAsync();
        File.Copy(_stores.Database, _stores.Database + ".rebuilt");
        await _stores.OpenAsync();
        File.Exists(_stores.Database + ".rebuilt").ShouldBeFalse();
    }

    static async Task<(long Id, ContentKey Key)> EnqueueAsync(IMailStore store, string subject, OutboxState state)
    {
        var id = $"{subject.Length}@x";
        var bytes = Encoding.ASCII.GetBytes(
            $"From: \"MARTIN, David\" <david.martin@ac-lyon.fr>\r\nTo: a@x\r\nCc: b@x\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\n\r\nBonjour\r\n");
        var key = await store.Content.AppendAsync(bytes, Mail.Origin(0, "", 0));
        return (await store.Outbox.EnqueueAsync(new(key, id, "david.martin@ac-lyon.fr", ["a@x", "b@x"], subject, Mail.Date) { State = state }), key);
    }

    [Fact]
    public async Task What_came_back_after_the_former_state_is_not_taken_for_deleted()
    {
        var store = await _stores.OpenAsync();
        await FileAsync(store);
        await store.CommitAsync([new MessageDiscarded((await store.ListAsync()).Single().Id)]);
        await _stores.CloseAsync();
        var older = await File.ReadAllBytesAsync(_stores.Database);
        await FileAsync(await _stores.OpenAsync());
        await _stores.CloseAsync();
        await File.WriteAllBytesAsync(_stores.Database, older);

        await _stores.RebuildAsync();
        (await (await _stores.OpenAsync()).ListAsync()).ShouldHaveSingleItem().Headers.Subject.ShouldBe("back");

        static async Task FileAsync(IMailStore store)
        {
            var key = await store.Content.AppendAsync(Mail.Bytes("back"), Mail.Origin(0, "INBOX", 0, uniqueId: "u1"));
            await store.CommitAsync([
                new MailboxListed("INBOX", null, MailboxRole.Inbox, true), new MessageFiled("INBOX", MailboxRole.Inbox, key, default, Mail.Date, Mail.Headers("back")),
            ]);
        }
    }

    [Fact]
    public async Task A_reference_to_content_in_a_later_pack_is_restored()
    {
        var (one, other) = (await _stores.OpenAsync(), await _stores.OpenAsync());
        await one.StoreAsync("first");
        var key = await other.StoreAsync("second", 2);
        await one.StoreAsync("second", 3);
        await _stores.CloseAsync();
        (await _stores.RebuildAsync()).Messages.ShouldBe(3);
        (await (await _stores.OpenAsync()).ReadAsync(key)).ShouldBe(Mail.Bytes("second"));
    }

    [Fact]
    public async Task Nothing_is_rebuilt_under_those_who_use_it()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("x");
        (await Should.ThrowAsync<MailException>(_stores.RebuildAsync)).Failure.Kind.ShouldBe(MailErrorKind.Busy);
        await store.StoreAsync("y", 2);
        await _stores.CloseAsync();
        (await _stores.RebuildAsync()).Messages.ShouldBe(2);
    }

    [Fact]
    public async Task A_damaged_page_is_reported()
    {
        var store = await _stores.OpenAsync();
        for (uint uid = 1; uid <= 50; uid++) await store.StoreAsync($"{uid}", uid);
        await _stores.CloseAsync();
        var bytes = await File.ReadAllBytesAsync(_stores.Database);
        for (var at = 16384; at < bytes.Length; at += 16384) bytes.AsSpan(at, 200).Fill(0xEE);
        await File.WriteAllBytesAsync(_stores.Database, bytes);
        (await _stores.CheckAsync()).Problems.ShouldNotBeEmpty();
        store = await _stores.OpenAsync();
        (await Should.ThrowAsync<MailException>(() => store.ListAsync())).Failure.Kind.ShouldBe(MailErrorKind.StorageDamaged);
        (await Should.ThrowAsync<MailException>(() => store.StoreAsync("z", 99))).Failure.Kind.ShouldBe(MailErrorKind.StorageDamaged);
        await _stores.CloseAsync();
        (await _stores.RebuildAsync()).Messages.ShouldBe(50);
    }
}
