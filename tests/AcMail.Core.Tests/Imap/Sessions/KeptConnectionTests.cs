using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>One connection serves pass after pass, and what was learnt on it never stands in for what the server says now.</summary>
public sealed class KeptConnectionTests
{
    public static TheoryData<ImapMisbehaviour> Misbehaviours => [.. Enum.GetValues<ImapMisbehaviour>()];

    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_second_pass_uses_the_connection_of_the_first(string without)
    {
        await using var imap = new ImapFixture(without) { KeepsConnection = true };
        imap.Deliver(3);
        await imap.SyncWellAsync();
        imap.Deliver(2, first: 3);
        imap.User.Inbox.SetFlags(1, FlagSet.Of("\\Seen"));
        imap.User.Inbox.Remove(2);
        imap.Deliver(1, "Archives", first: 9);

        await imap.SyncWellAsync();

        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        imap.Server.Counters.Imap.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_pass_that_wants_another_credential_while_somebody_uses_the_connection_can_be_stopped()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        await imap.SyncWellAsync();
        var account = (MailAccount)imap.Account;
        var (used, over) = (new TaskCompletionSource(), new TaskCompletionSource<bool>());
        var useOfIt = ((IWatchable)account).Connection!.UseAsync(
            _ =>
            {
                used.SetResult();
                return over.Task;
            },
            TestContext.Current.CancellationToken);
        await used.Task;
        using var stop = new CancellationTokenSource();
        var pass = account.RunPassAsync(PassScope.Account, withFreshCredential: true, stop.Token);
        await stop.CancelAsync();
        try
        {
            await Should.ThrowAsync<OperationCanceledException>(() => pass.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, TestContext.Current.CancellationToken));
        }
        finally
        {
            over.SetResult(true);
            await useOfIt;
        }
    }

    [Fact]
    public async Task A_pass_without_news_takes_a_look_at_the_list_and_at_the_selected_mailbox()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        imap.Deliver(3);
        for (var i = 0; i < 20; i++) imap.Deliver(1, $"Dossier {i}", first: 10 + i);
        await imap.SyncWellAsync();
        var before = imap.Server.Counters;

        await imap.SyncWellAsync();

        (imap.Server.Counters - before).Imap.RoundTrips.ShouldBe(2);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("CONDSTORE", true)]
    public async Task A_connection_that_the_server_closed_meanwhile_is_replaced_without_a_word(string without, bool saysBye)
    {
        await using var imap = new ImapFixture(without) { KeepsConnection = true };
        imap.Deliver(3);
        await imap.SyncWellAsync();
        imap.Deliver(1, first: 3);
        // Either the connection just ends, or there is a last word in the way of seeing that.
        var next = imap.LastSession.ServerLines.Count + 1;
        if (saysBye) imap.Server.Faults.Add(Fault.ReplaceLine(next, "* BYE Autologout; idle for too long"));
        imap.Server.Faults.Add(saysBye ? Fault.Cut(FaultPoint.BeforeLine(WireDirection.ToClient, next + 1)) : Fault.LoseCommand("LIST"));

        var report = await imap.SyncAsync();

        imap.Server.Faults.Struck.Count.ShouldBe(imap.Server.Faults.Count);
        report.Outcome.ShouldBe(SyncOutcome.Completed, report.Failure?.ToString());
        await imap.ShouldAgreeAsync();
        imap.Server.Counters.Imap.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_that_breaks_while_messages_come_is_replaced_and_told()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        imap.Deliver(3);
        await imap.SyncWellAsync();
        imap.Deliver(1, first: 3);
        imap.Server.Faults.Add(Fault.LoseReply("UID FETCH"));

        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Uid.ShouldBe("4");

        imap.Server.Counters.Imap.Connections.ShouldBe(2);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_cancelled_pass_costs_the_connection_and_nothing_else()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        imap.Deliver(3);
        await imap.SyncWellAsync();
        imap.Deliver(1, first: 3);
        var stall = Fault.Stall(FaultPoint.Command("LIST"));
        imap.Server.Faults.Add(stall);
        using var cancel = new CancellationTokenSource();
        var pass = imap.Account.SynchronizeAsync(cancellationToken: cancel.Token);
        await imap.Server.Faults.WhenStruckAsync(stall);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(pass);

        await imap.SyncWellAsync();

        await imap.ShouldAgreeAsync();
        imap.Server.Counters.Imap.Connections.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task A_server_that_misbehaves_is_met_on_a_connection_that_is_kept_too(ImapMisbehaviour misbehaviour)
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        imap.Deliver(3);
        imap.Misbehave(p => p.Misbehaving(misbehaviour));
        for (var i = 0; i < 4; i++)
        {
            (await imap.SyncAsync()).Failure?.Kind.ShouldNotBe(MailErrorKind.Unexpected);
            imap.Deliver(1, first: 3 + i);
            if (await imap.ListAsync() is [{ } newest, ..]) await imap.MarkAsync(newest.Id, "\\Seen");
        }
    }

    [Fact]
    public async Task A_server_that_does_not_tell_what_it_enabled_is_asked_once()
    {
        await using var imap = new ImapFixture(profile: p => p with { Imap = p.Imap.Misbehaving(ImapMisbehaviour.EnabledUntold) }) { KeepsConnection = true };
        for (var i = 0; i < 3; i++)
        {
            imap.Deliver(1, first: i);
            (await imap.SyncAsync()).Failure.ShouldBeNull();
        }

        imap.Server.Sessions.ShouldHaveSingleItem().ClientLines.Count(l => l.Contains(" ENABLE ", StringComparison.Ordinal)).ShouldBe(1);
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_mailbox_that_goes_while_the_connection_stays_is_unlinked()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        imap.Deliver(1, "Stage", first: 1);
        imap.Deliver(1, "Stage/2024", first: 2);
        await imap.SyncWellAsync();
        imap.User.DeleteMailbox("Stage/2024");

        await imap.SyncWellAsync();

        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Counters_that_the_server_leaves_out_are_not_those_of_last_time()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        imap.Deliver(3, "Archives");
        await imap.SyncWellAsync();
        var lines = imap.LastSession.ServerLines.ToList();
        var listing = lines.FindIndex(l => l.StartsWith("* LIST", StringComparison.Ordinal));
        var counters = lines.FindIndex(l => l.StartsWith("* STATUS Archives", StringComparison.Ordinal));
        imap.Server.Faults.Add(Fault.ReplaceLine(lines.Count + 1 + counters - listing, "* OK The counters are not known just now."));
        imap.Deliver(1, "Archives", first: 3);

        await imap.SyncWellAsync();

        imap.Server.Faults.Struck.Count.ShouldBe(1);
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task The_connection_is_taken_leave_of_in_the_end()
    {
        var imap = new ImapFixture { KeepsConnection = true };
        imap.Deliver(1);
        await imap.SyncWellAsync();
        var session = imap.LastSession;
        session.ClientLines.ShouldNotContain(l => l.EndsWith("LOGOUT", StringComparison.Ordinal));

        await imap.DisposeAsync();

        session.ClientLines[^1].ShouldEndWith("LOGOUT");
    }
}
