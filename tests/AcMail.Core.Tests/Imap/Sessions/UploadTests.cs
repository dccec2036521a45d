using System.Globalization;
using System.Text;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

public sealed class UploadTests
{
    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_appended_here_goes_up_byte_for_byte(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(1);
        await imap.SyncWellAsync();
        var odd = "From: a@x.fr\nSubject: été \u0001\nX:no space\n: no name\nMessage-ID: <odd@x.fr>\n\nlone \r return\n.\n\u0085 no end"u8.ToArray();
        var date = new DateTimeOffset(2020, 2, 29, 12, 0, 0, TimeSpan.FromHours(2));
        using var content = new MemoryStream(odd);
        var id = await imap.Actions.AppendAsync(new(content) { Mailbox = "inbox", Flags = ImapFixture.Flags("\\Seen travail"), InternalDate = date });
        (await imap.Account.Replica.FindAsync(id))!.Headers.MessageId.ShouldBe("odd@x.fr");
        await imap.SyncWellAsync();
        var sent = imap.User.Inbox.Messages[1];
        sent.Content.ToArray().ShouldBe(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(odd).Replace("\n", "\r\n", StringComparison.Ordinal)));
        (sent.Flags, sent.InternalDate).ShouldBe((FlagSet.Of("\\Seen", "travail"), date));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.Account.Replica.FindAsync(id))!.Uid.ShouldBe(sent.Uid);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", 1970)]
    [InlineData("1969-12-31T23:59:59Z", 1970)]
    [InlineData("9999-12-31T23:59:59Z", null)]
    public async Task A_message_whose_date_servers_cannot_keep_goes_up_with_one_that_they_can(string date, int? year)
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(1));
        var id = await imap.Actions.AppendAsync(new(content) { InternalDate = DateTimeOffset.Parse(date, CultureInfo.InvariantCulture) });

        await imap.SyncWellAsync();

        var sent = imap.User.Inbox.Messages.ShouldHaveSingleItem();
        sent.InternalDate.UtcDateTime.Year.ShouldBe(year ?? TimeProvider.System.GetUtcNow().Year);
        (await imap.Account.Replica.FindAsync(id))!.IsPending.ShouldBeFalse();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_message_whose_keyword_the_server_has_no_room_for_goes_up_without_it()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(1));
        await imap.Actions.AppendAsync(new(content) { Flags = ImapFixture.Flags("\\Seen urgent") });
        imap.Server.Faults.Add(Fault.Answer("APPEND", "NO [LIMIT] Too many user flags in mailbox."));

        var report = await imap.SyncWellAsync();

        imap.User.Inbox.Messages.ShouldHaveSingleItem().Flags.ShouldBe(FlagSet.Of("\\Seen"));
        report.Notices.ShouldHaveSingleItem().English.ShouldContain("urgent");
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_was_appended_and_is_elsewhere_or_gone_by_now_is_not_appended_again_after_a_rebuild()
    {
        await using var imap = new ImapFixture();
        imap.User.CreateMailbox("Classés");
        await imap.SyncWellAsync();
        var ids = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            using var content = new MemoryStream(ImapFixture.Message(i));
            ids.Add(await imap.Actions.AppendAsync(new(content)));
        }

        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([ids[0]], "Classés");
        await imap.Actions.DeleteAsync([ids[1]], forGood: true);
        await imap.SyncWellAsync();
        await imap.RebuildAsync();
        await imap.SyncWellAsync();

        imap.CountUploads().ShouldBe(3);
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 2"]);
        (await imap.SubjectsAsync("Classés")).ShouldBe(["message 0"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_draft_is_saved_and_saved_again_and_only_the_last_form_stays(string without)
    {
        await using var imap = new ImapFixture(without);
        await imap.SyncWellAsync();
        var draft = new MimeKit.MimeMessage { Subject = "un", Body = new MimeKit.TextPart("plain") { Text = "1" } };
        var first = await imap.Actions.SaveDraftAsync(draft);
        draft.Subject = "deux";
        var second = await imap.Actions.SaveDraftAsync(draft, replaces: first);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Drafts")).ShouldBe(["deux"]);
        draft.Subject = "trois";
        await imap.Actions.SaveDraftAsync(draft, replaces: second);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Drafts")).ShouldBe(["trois"]);
        imap.User.FindMailbox("Drafts")!.Messages[^1].Flags.ShouldBe(FlagSet.Of("\\Draft", "\\Seen"));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_message_that_the_disk_has_damaged_is_not_sent_and_stops_no_other()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        var spoilt = "Subject: spoilt\r\n\r\nbody of it\r\n"u8.ToArray();
        await imap.Actions.AppendAsync(new(new MemoryStream(spoilt)));
        await imap.Actions.AppendAsync(new(new MemoryStream(ImapFixture.Message(2))));
        imap.Damage("body of it");

        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.StorageDamaged);
        ImapFixture.SubjectOf(imap.User.Inbox.Messages.ShouldHaveSingleItem()).ShouldBe("message 2");

        await imap.Actions.AppendAsync(new(new MemoryStream(spoilt)));
        await imap.SyncWellAsync();
        imap.User.Inbox.Messages.Count(m => m.Content.Span.SequenceEqual(spoilt)).ShouldBe(2);
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_message_larger_than_the_server_says_to_take_is_not_sent_and_stops_no_other()
    {
        await using var imap = new ImapFixture();
        imap.Misbehave(p => p with { AppendLimit = 2000 });
        await imap.SyncWellAsync();
        using var large = new MemoryStream([.. ImapFixture.Message(1), .. Enumerable.Repeat("line\r\n"u8.ToArray(), 500).SelectMany(l => l)]);
        using var small = new MemoryStream(ImapFixture.Message(2));
        await imap.Actions.AppendAsync(new(large));
        await imap.Actions.AppendAsync(new(small));

        var problem = (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();

        problem.Failure.Kind.ShouldBe(MailErrorKind.MessageTooLarge);
        problem.Failure.Message.English.ShouldEndWith("the server takes none above 2000 octets.");
        imap.User.Inbox.Messages.ShouldHaveSingleItem();
        (await imap.ListAsync()).Count(m => m.IsPending).ShouldBe(1);
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.MessageTooLarge);
        imap.CountUploads().ShouldBe(1);

        imap.Misbehave(p => p with { AppendLimit = 5000 });
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_one_mailbox_does_not_take_goes_up_at_once_when_it_is_moved_to_another()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        imap.User.CreateMailbox("Partagé").IsReadOnly = true;
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(2));
        var id = await imap.Actions.AppendAsync(new(content) { Mailbox = "Partagé" });
        for (var pass = 0; pass < 3; pass++) (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Mailbox.ShouldBe("Partagé");
        await imap.Actions.MoveAsync([id], "INBOX");
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 0", "message 2"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_message_that_the_server_refuses_for_its_size_is_sent_again_with_growing_pauses()
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(time: time);
        imap.Deliver(1);
        await imap.SyncWellAsync();
        imap.Server.Faults.Add(Fault.Answer("APPEND", "NO [TOOBIG] Too large.") with { Repeats = true });
        using var content = new MemoryStream(ImapFixture.Message(2));
        await imap.Actions.AppendAsync(new(content));
        // At once, at the next pass, after an hour, after four more.
        foreach (var (hours, attempts) in ((double, int)[])[(0, 1), (0, 2), (0, 2), (1.1, 3), (3, 3), (1.1, 4)])
        {
            time.Now += TimeSpan.FromHours(hours);
            var failure = (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure;
            failure.Kind.ShouldBe(MailErrorKind.MessageTooLarge);
            failure.ServerReply!.ShouldEndWith("NO [TOOBIG] Too large.");
            failure.Remedy.English.ShouldContain("only here");
            imap.CountUploads().ShouldBe(attempts, $"after {hours} h");
        }

        imap.Server.Faults.Clear();
        time.Now += TimeSpan.FromHours(17);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task An_append_that_finds_no_room_stays_and_is_tried_again()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        imap.User.StorageLimit = 10;
        using var content = new MemoryStream(ImapFixture.Message(1));
        await imap.Actions.AppendAsync(new(content));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.OverQuota);
        (await imap.ListAsync()).ShouldHaveSingleItem().IsPending.ShouldBeTrue();
        imap.User.StorageLimit = null;
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 1"]);
        await imap.ShouldRestAsync();
    }

    public static TheoryData<string> Rungs => [.. ImapFixture.TransferRungs];
}
