using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Storage;
using AcMail.Testing;
using MimeKit;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>What a server is not trusted with is remembered, left alone for a while, and tried again.</summary>
public sealed class LadderTests
{
    static readonly (ImapMisbehaviour Misbehaviour, ServerPromise Promise, DistrustReason Reason)[] Broken =
    [
        (ImapMisbehaviour.VanishedNamesNearlyAll, ServerPromise.QuickResync, DistrustReason.NamedWrongly),
        (ImapMisbehaviour.VanishedMalformed, ServerPromise.QuickResync, DistrustReason.Unreadable),
        (ImapMisbehaviour.QresyncRefused, ServerPromise.QuickResync, DistrustReason.Refused),
    ];

    public static TheoryData<ImapMisbehaviour, ServerPromise, DistrustReason> Breaches => [.. Broken];

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task A_broken_promise_is_told_once_remembered_over_a_restart_and_tried_again_after_a_day(
        ImapMisbehaviour misbehaviour, ServerPromise promise, DistrustReason reason)
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(time: time);
        imap.Deliver(12);
        await imap.SyncWellAsync();
        imap.Misbehave(p => p.Misbehaving(misbehaviour));

        await ChangeAsync(imap, 1);
        (await imap.SyncWellAsync()).Notices.ShouldHaveSingleItem().English.ShouldContain("QRESYNC");
        await imap.ShouldAgreeAsync();
        (await imap.DistrustsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => (d.Promise, d.Reason, d.Times).ShouldBe((promise, reason, 1)), d => d.Until.ShouldBe(time.Now.AddDays(1)));

        await imap.RestartAsync();
        await ChangeAsync(imap, 2);
        (await imap.SyncWellAsync()).Notices.ShouldBeEmpty();
        imap.Count("ENABLE").ShouldBe(0);
        await imap.ShouldAgreeAsync();

        time.Now += TimeSpan.FromHours(25);
        await ChangeAsync(imap, 3);
        (await imap.SyncWellAsync()).Notices.Count.ShouldBe(1);
        await imap.ShouldAgreeAsync();
        (await imap.DistrustsAsync()).Single().ShouldSatisfyAllConditions(d => d.Times.ShouldBe(2), d => d.Until.ShouldBe(time.Now.AddDays(2)));
    }

    [Fact]
    public async Task A_message_that_VANISHED_names_in_place_of_the_one_that_went_stays_and_the_server_is_not_relied_upon()
    {
        var line = await VanishedLineAsync();
        await using var imap = new ImapFixture();
        imap.Deliver(12);
        await imap.SyncWellAsync();
        var stays = await imap.IdAsync(5);
        imap.User.Inbox.Remove(3);
        imap.Server.Faults.Add(Fault.ReplaceLine(line, "* VANISHED (EARLIER) 5").In(WireProtocol.Imap, 2));

        (await imap.SyncAsync()).Problems.ShouldBeEmpty();
        (await imap.DistrustsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.Promise.ShouldBe(ServerPromise.QuickResync), d => d.Reason.ShouldBe(DistrustReason.NamedWrongly));
        (await imap.IdAsync(5)).ShouldBe(stays);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        (await imap.IdAsync(5)).ShouldBe(stays);
    }

    static async Task<int> VanishedLineAsync()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(12);
        await imap.SyncWellAsync();
        imap.User.Inbox.Remove(3);
        await imap.SyncWellAsync();
        return 1 + imap.LastSession.ServerLines.ToList().FindIndex(l => l.StartsWith("* VANISHED (EARLIER) 3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NO Request is throttled. Suggested Backoff Time: 299961 milliseconds")]
    [InlineData("BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds")]
    [InlineData("NO [UNAVAILABLE] Not now.")]
    public async Task A_server_that_asks_for_patience_when_it_is_to_search_is_trusted_as_before(string answer)
    {
        await using var imap = new ImapFixture();
        imap.Deliver(12);
        imap.Server.Faults.Add(Fault.Answer("UID SEARCH", answer));

        var report = await imap.SyncAsync();

        report.Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.ServerUnavailable);
        report.Notices.ShouldBeEmpty();
        (await imap.DistrustsAsync()).ShouldBeEmpty();
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
    }

    [Theory]
    [InlineData("NO I do not search.")]
    [InlineData("NO [SERVERBUG] Internal error.")]
    public async Task A_server_that_does_not_search_is_not_asked_to_for_a_while(string answer)
    {
        await using var imap = new ImapFixture();
        imap.Deliver(12);
        imap.Server.Faults.Add(Fault.Answer("UID SEARCH", answer) with { Repeats = true });
        await imap.SyncWellAsync();
        (await imap.DistrustsAsync()).ShouldHaveSingleItem().Promise.ShouldBe(ServerPromise.Search);
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Of_a_message_that_is_told_of_twice_the_last_counts()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        await imap.SyncWellAsync();
        await ChangeTwiceAsync();
        var line = imap.LastSession.ServerLines.ToList().FindIndex(l => l.Contains(" FETCH ", StringComparison.Ordinal)) + 1;
        var last = imap.User.Inbox.HighestModSeq + 2;
        imap.Server.Faults.Add(Fault.ReplaceLine(
            line, $"* 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ ({last - 1}))\r\n* 1 FETCH (UID 1 FLAGS () MODSEQ ({last}))").In(WireProtocol.Imap, imap.Server.Sessions.Count + 1));
        await ChangeTwiceAsync();
        imap.Server.Faults.Struck.Count.ShouldBe(1);
        await imap.ShouldAgreeAsync();

        Task ChangeTwiceAsync()
        {
            imap.User.Inbox.SetFlags(1, FlagSet.Of("\\Seen"));
            imap.User.Inbox.SetFlags(1, FlagSet.Of());
            return imap.SyncWellAsync();
        }
    }

    [Fact]
    public async Task A_server_that_keeps_its_word_again_for_as_long_is_trusted_as_before()
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(time: time);
        imap.Deliver(12);
        await imap.SyncWellAsync();
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.QresyncRefused));
        await ChangeAsync(imap, 1);
        await imap.SyncWellAsync();
        imap.Behave();
        foreach (var (hours, remembered) in ((int, int)[])[(25, 1), (24, 0)])
        {
            time.Now += TimeSpan.FromHours(hours);
            await ChangeAsync(imap, (uint)hours % 7);
            await imap.SyncWellAsync();
            imap.Count("ENABLE").ShouldBe(1);
            (await imap.DistrustsAsync()).Count.ShouldBe(remembered);
            await imap.ShouldAgreeAsync();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("QRESYNC")]
    public async Task What_mod_sequences_hid_is_found_within_a_week(string without)
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(without, time: time);
        imap.Deliver(12);
        await imap.SyncWellAsync();
        imap.User.Inbox.SetFlags(3, FlagSet.Of("\\Flagged"));
        await imap.PretendCheckpointAsync(imap.User.Inbox.HighestModSeq);
        await imap.SyncWellAsync();
        (await imap.ListAsync()).Single(m => m.Uid == 3).Flags.IsEmpty.ShouldBeTrue();

        time.Now += ImapPlanner.ScanInterval;
        (await imap.SyncWellAsync()).Notices.ShouldHaveSingleItem().English.ShouldContain("CONDSTORE");
        await imap.ShouldAgreeAsync();
        (await imap.DistrustsAsync()).Single().ShouldSatisfyAllConditions(
            d => (d.Promise, d.Reason).ShouldBe((ServerPromise.CondStore, DistrustReason.LeftOut)));
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_mailbox_without_mod_sequences_is_mirrored_by_a_server_that_refuses_to_be_asked_for_any()
    {
        await using var imap = new ImapFixture(profile: p => p with { Imap = p.Imap with { HasModSequences = false } });
        imap.Deliver(3);
        await imap.SyncWellAsync();
        imap.User.Inbox.SetFlags(2, FlagSet.Of("\\Seen"));
        imap.User.Inbox.Remove(1);
        imap.Deliver(1, first: 10);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_HIGHESTMODSEQ_that_went_down_has_all_flags_read_once()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(12);
        await imap.SyncWellAsync();
        imap.User.Inbox.SetFlags(3, FlagSet.Of("\\Flagged"));
        await imap.PretendCheckpointAsync(imap.User.Inbox.HighestModSeq + 40);
        (await imap.SyncWellAsync()).Notices.ShouldBeEmpty();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task LIST_STATUS_that_is_refused_or_cannot_be_read_is_done_without()
    {
        foreach (var reply in (string[])["BAD Unknown option.", "* LIST (((\r\nOK done."])
        {
            await using var imap = new ImapFixture();
            imap.Deliver(3);
            imap.Deliver(2, "Élèves");
            imap.Misbehave(p => p.Answering("LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN STATUS", reply));
            (await imap.SyncWellAsync()).Notices.ShouldHaveSingleItem().English.ShouldContain("LIST-STATUS");
            await imap.ShouldAgreeAsync();
            (await imap.DistrustsAsync()).Single().Promise.ShouldBe(ServerPromise.ListStatus);
            (await imap.SyncWellAsync()).Notices.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData(ImapMisbehaviour.MailboxIdGarbled)]
    [InlineData(ImapMisbehaviour.MailboxIdUnreadable)]
    public async Task A_MAILBOXID_that_is_none_is_taken_from_SELECT_and_the_counters_beside_it_are_relied_upon(ImapMisbehaviour misbehaviour)
    {
        await using var imap = new ImapFixture();
        imap.Deliver(3);
        imap.Deliver(2, "Élèves");
        imap.Misbehave(p => p.Misbehaving(misbehaviour));

        (await imap.SyncWellAsync()).Notices.ShouldHaveSingleItem().English.ShouldContain("MAILBOXID");

        await imap.ShouldAgreeAsync();
        (await imap.DistrustsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.Promise.ShouldBe(ServerPromise.MailboxIds), d => d.Reason.ShouldBe(DistrustReason.Unreadable));
        await using (var store = await imap.Stores.OpenAsync("pro"))
            (await store.Reader.GetMailboxesAsync()).ShouldAllBe(m => m.ObjectId == imap.User.FindMailbox(m.Name)!.Id);
        await imap.RestartAsync();
        (await imap.SyncWellAsync()).Notices.ShouldBeEmpty();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(ImapFixture.RungsAndIdentities), MemberType = typeof(ImapFixture))]
    public async Task A_server_that_does_not_say_whether_a_mailbox_can_be_written_is_kept_in_step_both_ways(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.AccessUnsaid));
        imap.Deliver(5);
        imap.Deliver(2, "Cours", first: 10);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(1), add: "\\Seen");
        await imap.Actions.MoveAsync([await imap.IdAsync(2)], "Cours");
        await imap.Actions.DeleteAsync([await imap.IdAsync(3)], forGood: true);
        imap.User.FindMailbox("INBOX")!.SetFlags(4, FlagSet.Of("\\Flagged"));
        imap.Deliver(1, first: 20);
        await imap.SyncWellAsync();
        await imap.ShouldRestAsync();
        (await imap.ListAsync("Cours")).Count.ShouldBe(3);
        await imap.LetSendAsync();
        using var message = new MimeMessage(
            [new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", "zoe@ac-lyon.fr")], "Réunion", new TextPart("plain") { Text = "Bonjour" });
        (await imap.Account.Sender.SendAsync(message, TestContext.Current.CancellationToken)).SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);
        imap.User.Mailboxes.Sum(m => m.Messages.Count).ShouldBe(8);
    }

    [Fact]
    public async Task A_server_whose_EXAMINE_contradicts_its_SELECT_is_only_asked_by_SELECT()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(12);
        await imap.SyncWellAsync();
        var ids = (await imap.ListAsync()).Select(m => m.Id).Order().ToList();
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.UidValidityUnstable));
        imap.Deliver(1, first: 50);
        (await imap.SyncWellAsync()).Notices.ShouldHaveSingleItem().English.ShouldContain("EXAMINE");
        await imap.ShouldAgreeAsync();
        (await imap.ListAsync()).Select(m => m.Id).Order().Take(12).ShouldBe(ids);
        imap.Deliver(1, first: 51);
        await imap.SyncWellAsync();
        imap.Count("EXAMINE").ShouldBe(0);
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Courier_is_only_asked_by_SELECT_since_it_forgets_the_UIDs_that_it_tells_on_EXAMINE()
    {
        await using var imap = new ImapFixture();
        imap.Misbehave(p => p with { Greeting = ServerProfile.Courier.Imap.Greeting });
        imap.Deliver(3);
        imap.Deliver(2, "Élèves");

        await imap.SyncWellAsync();

        imap.Count("EXAMINE").ShouldBe(0);
        imap.Count("SELECT").ShouldBe(2);
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_body_that_is_opened_on_Courier_is_read_after_SELECT()
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        imap.Misbehave(p => p with { Greeting = ServerProfile.Courier.Imap.Greeting });
        imap.Deliver(1);
        await imap.SyncWellAsync();

        await using var content = await imap.Account.Replica.OpenContentAsync(await imap.IdAsync(1));

        imap.Count("UID FETCH 1 (BODY.PEEK[])").ShouldBe(1);
        imap.Count("EXAMINE").ShouldBe(0);
    }

    static async Task ChangeAsync(ImapFixture imap, uint round)
    {
        imap.User.Inbox.Remove(imap.User.Inbox.Messages[0].Uid);
        imap.User.Inbox.SetFlags(imap.User.Inbox.Messages[(int)round].Uid, FlagSet.Of($"k{round}"));
        imap.Deliver(1, first: 1000 + (int)round);
        await Task.CompletedTask;
    }
}
