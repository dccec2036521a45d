using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>A pass whose connection breaks goes on over another, a bounded number of times.</summary>
public sealed class ReopeningTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_pass_goes_on_where_the_server_hangs_up_since_the_selected_mailbox_was_deleted(string without)
    {
        await using var imap = await BeginAsync(without);
        // Flags are sent to it, so that it is selected on every rung.
        await imap.MarkAsync(await imap.IdAsync(1, "B"), add: "\\Flagged");
        var deleted = new TaskCompletionSource();
        var stall = Fault.Stall(FaultPoint.Command("UID STORE"), deleted.Task);
        imap.Server.Faults.Add(stall);

        var pass = imap.SyncAsync();
        await imap.Server.Faults.WhenStruckAsync(stall);
        imap.User.DeleteMailbox("B");
        deleted.SetResult();
        var report = await pass;

        report.Failure.ShouldBeNull(report.Failure?.ToString());
        report.Problems.ShouldBeEmpty(string.Join('\n', report.Problems));
        report.Mailboxes.Single(m => m.Name == "B").Removed.ShouldBe(1);
        imap.Server.Sessions.Count(s => s.ServerLines.Any(l => l.StartsWith("* BYE The selected mailbox", StringComparison.Ordinal))).ShouldBe(1);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_pass_that_advances_takes_two_connections_more_and_then_leaves_it_to_the_next()
    {
        await using var imap = await BeginAsync("");
        foreach (var mailbox in (string[])["A", "B", "C", "D"]) imap.Deliver(1, mailbox, first: 20);
        foreach (var occurrence in (int[])[2, 4, 6]) CutAtOpening(imap, occurrence);

        (await ConnectionsAsync(imap, MailErrorKind.ConnectionLost)).ShouldBe(3);

        await imap.SyncWellAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_server_that_hangs_up_over_every_mailbox_is_tried_no_more_than_twice_more()
    {
        await using var imap = await BeginAsync("");
        foreach (var mailbox in (string[])["A", "B", "C", "D"]) imap.Deliver(1, mailbox, first: 20);
        imap.Server.Faults.Add(Fault.LoseCommand("EXAMINE") with { Repeats = true });

        (await ConnectionsAsync(imap, MailErrorKind.ConnectionLost)).ShouldBeInRange(2, 3);
    }

    [Fact]
    public async Task A_server_that_does_not_let_in_again_is_not_tried_further()
    {
        await using var imap = await BeginAsync("");
        imap.Deliver(1, "A", first: 20);
        CutAtOpening(imap, 1);
        imap.Server.Faults.Add(Fault.Answer("AUTHENTICATE", "NO [AUTHENTICATIONFAILED] No.").In(WireProtocol.Imap, imap.Server.Sessions.Count + 2) with { Repeats = true });

        (await ConnectionsAsync(imap, MailErrorKind.BadCredentials)).ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_asks_for_patience_is_left_alone()
    {
        await using var imap = await BeginAsync("");
        imap.Deliver(1, "A", first: 20);
        imap.Misbehave(p => p.Answering([new("EXAMINE", "* BYE Account exceeded command or bandwidth limits. (Failure)", Repetition.Always, HangsUp: true)]));

        (await ConnectionsAsync(imap, MailErrorKind.ConnectionLost)).ShouldBe(1);
    }

    [Theory]
    [InlineData("EXAMINE B", "B", null, false)]
    [InlineData("EXAMINE B", "B", null, true)]
    [InlineData("UID FETCH 4", "A", "4", false)]
    [InlineData("UID FETCH 4", "A", "4", true)]
    public async Task What_the_server_hangs_up_or_falls_silent_over_each_time_is_left_to_the_next_pass_and_keeps_nothing_else_from_coming(
        string command, string mailbox, string? uid, bool silently)
    {
        await using var imap = await BeginAsync("", silently ? TimeSpan.FromSeconds(2) : null);
        imap.Deliver(2, "A", first: 20);
        await imap.SyncWellAsync();
        foreach (var one in (string[])["A", "B", "C", "D"]) imap.Deliver(1, one, first: 30);
        imap.Server.Faults.Add((silently ? Fault.Stall(FaultPoint.Command(command)) : Fault.LoseCommand(command)) with { Repeats = true });

        var report = await imap.SyncAsync();

        report.Failure.ShouldBeNull(report.Failure?.ToString());
        var problem = report.Problems.ShouldHaveSingleItem();
        (problem.Mailbox, problem.Uid, problem.Failure.Kind).ShouldBe((mailbox, uid, silently ? MailErrorKind.Timeout : MailErrorKind.ConnectionLost));
        report.MessagesAdded.ShouldBe(3);

        imap.Server.Faults.Clear();
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_hangs_up_or_falls_silent_when_it_is_to_count_all_mailboxes_is_asked_for_each(bool silently)
    {
        await using var imap = await BeginAsync("", silently ? TimeSpan.FromSeconds(2) : null);
        foreach (var one in (string[])["A", "B", "C", "D"]) imap.Deliver(1, one, first: 20);
        const string Command = "LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN STATUS";
        imap.Server.Faults.Add((silently ? Fault.Stall(FaultPoint.Command(Command)) : Fault.LoseCommand(Command)) with { Repeats = true });

        var report = await imap.SyncWellAsync();

        report.MessagesAdded.ShouldBe(4);
        report.Notices.ShouldHaveSingleItem().English.ShouldContain("LIST-STATUS is not relied upon");
        imap.Deliver(1, "B", first: 30);
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_to_leave_such_a_mailbox_waits_and_what_leaves_others_does_not()
    {
        await using var imap = await BeginAsync("");
        await imap.Actions.MoveAsync([await imap.IdAsync(1, "B")], "A");
        await imap.Actions.MoveAsync([await imap.IdAsync(1, "C")], "D");
        imap.Deliver(1, "D", first: 20);
        foreach (var command in (string[])["SELECT B", "EXAMINE B"]) imap.Server.Faults.Add(Fault.LoseCommand(command) with { Repeats = true });

        var report = await imap.SyncAsync();

        report.Failure.ShouldBeNull(report.Failure?.ToString());
        report.Problems.ShouldHaveSingleItem().Mailbox.ShouldBe("B");
        (await imap.SubjectsAsync("D")).Count.ShouldBe(3);
        imap.User.FindMailbox("D")!.Messages.Count.ShouldBe(3);

        imap.Server.Faults.Clear();
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_message_over_which_the_server_hangs_up_each_time_is_left_to_the_next_pass_and_all_else_is_done()
    {
        await using var imap = await BeginAsync("");
        await AppendAsync(imap, "A", 30);
        await imap.Actions.MoveAsync([await imap.IdAsync(1, "C")], "B");
        imap.Server.Faults.Add(Fault.LoseCommand("APPEND") with { Repeats = true });
        imap.Deliver(1, first: 20);

        var report = await imap.SyncAsync();

        report.Failure.ShouldBeNull(report.Failure?.ToString());
        var problem = report.Problems.ShouldHaveSingleItem();
        problem.Mailbox.ShouldBe("A");
        problem.Failure.Kind.ShouldBe(MailErrorKind.ConnectionLost);
        problem.Failure.Message.English.ShouldBe("Twice the connection broke, or the server fell silent, when it was to take 1 message into “A”.");
        problem.Failure.Message.French.ShouldBe("Deux fois la connexion a été coupée, ou le serveur est resté muet, avant qu'il n'ait accepté 1 message dans « A ».");
        (await imap.SubjectsAsync("INBOX")).ShouldContain("message 20");
        imap.User.FindMailbox("B")!.Messages.Count.ShouldBe(2);

        imap.Server.Faults.Clear();
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("A")).ShouldContain("message 30");
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_server_that_hangs_up_over_everything_that_is_put_into_it_still_gives_what_is_new()
    {
        await using var imap = await BeginAsync("");
        foreach (var mailbox in (string[])["A", "B", "C", "D"]) await AppendAsync(imap, mailbox, 30);
        imap.Server.Faults.Add(Fault.LoseCommand("APPEND") with { Repeats = true });
        imap.Deliver(1, first: 20);

        (await ConnectionsAsync(imap, MailErrorKind.ConnectionLost)).ShouldBe(3);

        (await imap.SubjectsAsync("INBOX")).ShouldContain("message 20");
        imap.Server.Faults.Clear();
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_a_pass_did_before_it_lost_its_connection_counts_once()
    {
        await using var imap = await BeginAsync("");
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.FetchFails));
        imap.Deliver(4, "A", first: 20);
        imap.User.FindMailbox("A")!.SetFlags(1, FlagSet.Of("\\Seen"));
        imap.User.FindMailbox("B")!.Remove(1);
        imap.Deliver(3, "B", first: 30);
        imap.Deliver(1, "C", first: 40);
        CutAtOpening(imap, 3);

        var report = await imap.SyncAsync();

        report.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems, report.Failure?.ToString());
        imap.Server.Faults.Struck.Count.ShouldBe(1);
        report.Problems.Select(p => (p.Mailbox, p.Uid)).ShouldBeUnique();
        report.Mailboxes.ShouldAllBe(m => m.Failed == report.Problems.Count(p => p.Mailbox == m.Name));
        report.MessagesAdded.ShouldBe(8 - report.Problems.Count);
        report.Mailboxes.Single(m => m.Name == "A").FlagsChanged.ShouldBe(1);
        report.Mailboxes.Single(m => m.Name == "B").Removed.ShouldBe(1);
    }

    static async Task<ImapFixture> BeginAsync(string without, TimeSpan? answerTime = null)
    {
        var imap = new ImapFixture(without) { AnswerTime = answerTime ?? TimeSpan.FromSeconds(60) };
        foreach (var (number, mailbox) in ((string[])["A", "B", "C", "D"]).Index()) imap.Deliver(1, mailbox, first: number);
        await imap.SyncWellAsync();
        return imap;
    }

    static async Task AppendAsync(ImapFixture imap, string mailbox, int number)
    {
        using var content = new MemoryStream(ImapFixture.Message(number));
        await imap.Actions.AppendAsync(new(content) { Mailbox = mailbox });
    }

    /// <summary>Ends the connection before the next mailbox but so many is opened.</summary>
    static void CutAtOpening(ImapFixture imap, int occurrence) => imap.Server.Faults.Add(Fault.LoseCommand("EXAMINE", occurrence));

    /// <summary>How many connections a pass takes until it fails.</summary>
    static async Task<int> ConnectionsAsync(ImapFixture imap, MailErrorKind expected)
    {
        var before = imap.Server.Counters.Imap.Connections;
        (await imap.SyncAsync()).Failure?.Kind.ShouldBe(expected);
        imap.Server.Faults.Clear();
        imap.Behave();
        return (int)(imap.Server.Counters.Imap.Connections - before);
    }
}
