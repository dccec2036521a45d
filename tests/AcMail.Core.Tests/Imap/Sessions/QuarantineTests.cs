using System.Text;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>Messages that the server does not give out.</summary>
public sealed class QuarantineTests
{
    /// <summary>What Courier gives out in place of a message whose file it cannot read.</summary>
    const string StandIn = "From: System Administrator <root@localhost>\r\nSubject: message unavailable\r\n\r\n"
        + "This message is no longer available on the server.\r\n";

    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    /// <summary>What the first message of a mailbox may do to a FETCH that comes to it.</summary>
    public static TheoryData<ImapMisbehaviour, string> Poisons => [.. ((ImapMisbehaviour[])
        [
            ImapMisbehaviour.FetchFails, ImapMisbehaviour.FetchUnreadable, ImapMisbehaviour.FetchGarbled, ImapMisbehaviour.FetchHangsUp,
            ImapMisbehaviour.LiteralTooShort,
        ])
        .SelectMany(p => ImapFixture.Rungs.Select(r => (p, r)))];

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task One_poison_message_holds_nothing_up_and_is_asked_for_again_with_growing_pauses(ImapMisbehaviour poison, string without)
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(without, time: time);
        imap.Deliver(20);
        imap.Misbehave(p => p.Misbehaving(poison));

        var report = await imap.SyncAsync();

        report.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems, $"{report.Failure}");
        var problem = report.Problems.ShouldHaveSingleItem();
        (problem.Mailbox, problem.Uid).ShouldBe(("INBOX", "1"));
        report.MessagesAdded.ShouldBe(19);
        (await imap.DifferencesAsync()).ShouldHaveSingleItem().ShouldStartWith("there: INBOX/1 ");

        // Once more at once, then not for an hour; meanwhile the mailbox is as quick as any, and nothing is told.
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Remedy.English.ShouldContain("2 times");
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        if (without.Length == 0) (await imap.RoundTripsAsync(imap.SyncWellAsync)).ShouldBe(2);
        imap.Deliver(1, first: 60);
        imap.User.Inbox.SetFlags(3, FlagSet.Of("\\Seen"));
        imap.User.Inbox.Remove(9);
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        (await imap.DifferencesAsync()).Count.ShouldBe(1);

        time.Now += TimeSpan.FromHours(1.1);
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Remedy.English.ShouldContain("3 times");
        imap.Behave();
        time.Now += TimeSpan.FromHours(4.1);
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.QuarantineAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Half_a_message_is_not_kept_wherever_the_connection_breaks_after_it()
    {
        var isAnyKept = false;
        for (var octets = 400; octets < 2900; octets += 29)
        {
            await using var imap = new ImapFixture();
            imap.User.Inbox.Add(Encoding.ASCII.GetBytes($"Subject: long\r\n\r\n{string.Join(' ', Enumerable.Range(0, 150))}\r\n"));
            imap.Deliver(1, first: 1);
            imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.LiteralTooShort));
            imap.Server.Faults.Add(Fault.Cut(FaultPoint.AfterOctets(WireDirection.ToClient, octets)));

            await imap.SyncAsync();

            (await imap.DifferencesAsync()).ShouldNotContain(d => d.StartsWith("here:"), $"{octets}");
            isAnyKept |= (await imap.ListAsync()).Count > 0;
        }

        isAnyKept.ShouldBeTrue();
    }

    [Theory]
    [InlineData("NO Request is throttled. Suggested Backoff Time: 299961 milliseconds")]
    [InlineData("NO [THROTTLED] Account exceeded command or bandwidth limits. (Failure)")]
    public async Task A_server_that_asks_for_patience_is_left_alone_and_nothing_is_quarantined(string answer)
    {
        await using var imap = new ImapFixture();
        imap.Deliver(5);
        await imap.SyncWellAsync();
        imap.Deliver(20, first: 5);
        imap.Server.Faults.Add(Fault.Answer("UID FETCH", answer) with { Repeats = true });

        var report = await imap.SyncAsync();

        report.Failure.ShouldBeNull();
        report.Problems.ShouldHaveSingleItem().Failure.ShouldSatisfyAllConditions(
            f => f.IsTransient.ShouldBeTrue(), f => f.Message.English.ShouldNotContain("connections"));
        imap.Count("UID FETCH").ShouldBe(1);
        (await imap.QuarantineAsync()).ShouldBeEmpty();
        imap.Server.Faults.Clear();
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(20);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_Courier_gives_out_in_place_of_a_message_that_it_cannot_read_is_not_taken_for_it(bool isOnDemand)
    {
        await using var imap = new ImapFixture("CONDSTORE", o => o.Imap.Bodies.OnDemand = isOnDemand);
        imap.Deliver(1);
        imap.User.Inbox.Add(Encoding.ASCII.GetBytes(StandIn));
        imap.Deliver(1, first: 2);
        imap.Misbehave(p => p with { Greeting = ServerProfile.Courier.Imap.Greeting });
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Uid.ShouldBe("2");
        (await imap.ListAsync()).Select(m => m.Headers.Subject).ShouldBe(["message 0", "message 2"], ignoreOrder: true);

        // Where another server has it, it is a message, if not a nice one.
        imap.Behave();
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        (await imap.ListAsync()).Select(m => m.Headers.Subject).ShouldContain("message unavailable");
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_body_in_whose_place_Courier_gives_out_a_text_is_asked_for_again()
    {
        await using var imap = new ImapFixture("CONDSTORE", o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(1);
        await imap.SyncWellAsync();
        var id = await imap.IdAsync(1);
        imap.Misbehave(p => (p with { Greeting = ServerProfile.Courier.Imap.Greeting }).Answering(
            "UID FETCH 1 (BODY.PEEK[])", $"* 1 FETCH (UID 1 BODY[] {{{StandIn.Length}}}\r\n{StandIn})\r\nOK done."));
        await Should.ThrowAsync<MailException>(async () => await imap.Account.Replica.OpenContentAsync(id));
        imap.Behave();
        await using var content = await imap.Account.Replica.OpenContentAsync(id);
        using var reader = new StreamReader(content);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("body 0");
    }

    [Fact]
    public async Task A_message_whose_date_the_server_does_not_tell_is_kept_all_the_same()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(3);
        const string Asked = "(UID FLAGS INTERNALDATE", Dated = "FLAGS () INTERNALDATE \"28-Nov-2026 04:07:54 +0000\")", Undated = "* 2 FETCH (UID 2 FLAGS ())";
        imap.Misbehave(p => p.Answering(
        [
            new($"UID FETCH 1:3 {Asked}", $"* 1 FETCH (UID 1 {Dated}\r\n{Undated}\r\n* 3 FETCH (UID 3 {Dated}\r\nOK done."),
            new($"UID FETCH 2 {Asked}", $"{Undated}\r\nOK done."),
        ]));
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(3);
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 0", "message 1", "message 2"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Flags_that_cannot_be_read_hold_up_no_others(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(20);
        await imap.SyncWellAsync();
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.FlagsGarbled));
        imap.User.Inbox.SetFlags(15, FlagSet.Of("\\Seen"));
        imap.User.Inbox.SetFlags(1, FlagSet.Of("\\Flagged"));
        imap.User.Inbox.Remove(7);
        imap.Deliver(1, first: 60);
        var report = await imap.SyncAsync();
        report.Failure.ShouldBeNull($"{report.Failure}");
        (await imap.DifferencesAsync()).ShouldAllBe(d => d.Contains("INBOX/1 ", StringComparison.Ordinal));
        imap.Behave();
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_message_whose_date_no_calendar_has_is_set_aside_and_stops_no_other()
    {
        const string Line = "* 1 FETCH (UID 1 FLAGS () MODSEQ (1) RFC822.SIZE 100 EMAILID (e1) INTERNALDATE \"31-Dec-9999 23:59:59 -1200\")";
        await using var imap = new ImapFixture(profile: p => p with { Imap = p.Imap.Answering(new ScriptedReply("UID FETCH 1 (UID", $"{Line}\r\nOK Done.")) });
        imap.Deliver(1, "A");
        imap.Deliver(2, "B");
        imap.Deliver(2);
        var report = await imap.SyncAsync();
        report.Failure.ShouldBeNull(report.Failure?.ToString());
        report.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Mailbox.ShouldBe("A"), p => p.Failure.Kind.ShouldBe(MailErrorKind.ProtocolError));
        (await imap.ListAsync("B")).Count.ShouldBe(2);
        (await imap.ListAsync("INBOX")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Header_fields_that_cannot_be_read_cost_no_message()
    {
        // Only what may be held is asked for its Message-ID: what came at the same moment and is as large.
        await using var imap = new ImapFixture("OBJECTID,CONDSTORE,QRESYNC", time: new AdjustableTime());
        imap.Deliver(2);
        await imap.SyncWellAsync();
        imap.Deliver(1, first: 2);
        const string fields = "UID FETCH 3 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])";
        var size = ImapFixture.Message(2).Length;
        imap.Misbehave(p => p.Answering(
            fields, $"* 3 FETCH (UID 3 FLAGS () INTERNALDATE \"01-Sep-2025 08:00:00 +0200\" RFC822.SIZE {size} BODY[HEADER.FIELDS (MESSAGE-ID)] NIL)\r\nOK done."));
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        imap.Server.Sessions.SelectMany(s => s.Entries).Count(e => e.Direction == WireDirection.ToServer && e.Text.Contains(fields, StringComparison.Ordinal))
            .ShouldBe(1);
        (await imap.QuarantineAsync()).ShouldBeEmpty();
        await imap.ShouldAgreeAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_poison_message_that_goes_or_is_numbered_anew_is_forgotten(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(20);
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.FetchFails));
        await imap.SyncAsync();
        (await imap.QuarantineAsync()).Count.ShouldBe(1);
        imap.User.Inbox.ChangeUidValidity(imap.User.Inbox.UidValidity + 1, firstUid: 101);
        imap.Behave();
        await imap.SyncWellAsync();
        (await imap.QuarantineAsync()).ShouldBeEmpty();
        await imap.ShouldAgreeAsync();

        imap.Misbehave(p => p.Answering("UID FETCH 121 (BODY.PEEK[])", "NO [CANNOT] Message is damaged."));
        imap.Deliver(1, first: 70);
        (await imap.SyncAsync()).Problems.Count.ShouldBe(1);
        (await imap.QuarantineAsync()).Count.ShouldBe(1);
        imap.User.Inbox.Remove(121);
        await imap.SyncWellAsync();
        (await imap.QuarantineAsync()).ShouldBeEmpty();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_server_that_gives_out_nothing_is_not_asked_for_each_message_alone_and_nothing_is_forgotten()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(500);
        imap.Misbehave(p => p.Answering("UID FETCH", "NO Server Unavailable. 15"));
        (await imap.SyncAsync()).Outcome.ShouldBe(SyncOutcome.CompletedWithProblems);
        imap.Count("UID FETCH").ShouldBeLessThan(40);
        imap.Behave();
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_server_that_cannot_just_now_is_believed()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(20);
        imap.Server.Faults.Add(Fault.Answer("UID FETCH", "NO [UNAVAILABLE] Try later.", occurrence: 2));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.IsTransient.ShouldBeTrue();
        (await imap.QuarantineAsync()).ShouldBeEmpty();
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
    }
}
