using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Core.Tests.Watching;

/// <summary>What a server lacks or wants, and what others do, is got along with within the time that docs/sync.md names.</summary>
public sealed class WatchServerTests : TimedWatchTests
{
    [Fact]
    public async Task A_server_that_names_aTime_is_left_alone_for_so_long()
    {
        await using var imap = Start();
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        await UntilIdleAsync(imap);
        imap.Server.Faults.Add(Fault.Answer("EXAMINE", "NO Request is throttled. Suggested Backoff Time: 299961 milliseconds"));
        var asked = Time.GetUtcNow();
        imap.Deliver(1, first: 7);
        var trouble = await watching.NextAsync<WatchReported>();
        trouble.Report.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems);
        var before = imap.Server.Counters.Imap.Commands;
        await Time.ElapseAsync(TimeSpan.FromMinutes(4));
        // At most the goodbye of a connection that nobody uses.
        (imap.Server.Counters.Imap.Commands - before).ShouldBeLessThanOrEqualTo(1);

        await watching.ArrivalAsync("message 7");

        (Time.GetUtcNow() - asked).ShouldBeInRange(TimeSpan.FromSeconds(299), TimeSpan.FromSeconds(300) + Slack);
    }

    [Fact]
    public async Task A_server_that_lets_nobody_in_for_the_same_reason_each_time_is_told_of_once()
    {
        await using var imap = Start();
        imap.Server.Faults.Add(Fault.Answer("AUTHENTICATE", "NO [UNAVAILABLE] The directory is away.") with { Repeats = true });
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        for (var i = 0; i < 3; i++) await Time.ElapseAsync(TimeSpan.FromMinutes(4));

        imap.Server.Counters.Imap.Connections.ShouldBeGreaterThan(5);
        watching.Told.OfType<WatchReported>().ShouldHaveSingleItem().Report.Failure!.ServerReply.ShouldBe("NO [UNAVAILABLE] The directory is away.");
    }

    [Theory]
    [InlineData(nameof(ImapMisbehaviour.IdleSilent))]
    [InlineData("none")]
    [InlineData("refused")]
    public async Task Where_IDLE_is_no_help_the_account_is_polled(string what)
    {
        await using var imap = Start(what == "none" ? "IDLE" : "");
        if (what == "refused") imap.Server.Faults.Add(Fault.Answer("IDLE", "NO Not today.") with { Repeats = true });
        if (what == nameof(ImapMisbehaviour.IdleSilent))
            imap.Server.Profile = imap.Server.Profile with { Imap = imap.Server.Profile.Imap.Misbehaving(ImapMisbehaviour.IdleSilent) };
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        for (var i = 0; i < 3; i++)
        {
            await Time.ElapseAsync(TimeSpan.FromSeconds(20));
            var delivered = Time.GetUtcNow();
            imap.Deliver(1, first: i);
            await watching.ArrivalAsync($"message {i}");
            (Time.GetUtcNow() - delivered).ShouldBeLessThan(TimeSpan.FromMinutes(5) + Slack);
        }

        await imap.ShouldAgreeAsync();
        watching.Told.OfType<WatchReported>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task What_happens_in_other_mailboxes_is_found_by_polling()
    {
        await using var imap = Start();
        imap.Deliver(1, "Archives");
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        await UntilIdleAsync(imap);
        var delivered = Time.GetUtcNow();
        imap.Deliver(1, "Archives", first: 7);
        await watching.ArrivalAsync("message 7");
        (Time.GetUtcNow() - delivered).ShouldBeLessThan(TimeSpan.FromMinutes(5) + Slack);
        imap.Server.Counters.Imap.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Without_mod_sequences_flags_in_other_mailboxes_are_found_within_half_an_hour()
    {
        await using var imap = Start("CONDSTORE");
        imap.Deliver(1, "Archives");
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        await UntilIdleAsync(imap);
        var changed = Time.GetUtcNow();
        imap.User.FindMailbox("Archives")!.SetFlags(1, FlagSet.Of("\\Seen"));
        await watching.NextAsync<MessageChanged>();
        (Time.GetUtcNow() - changed).ShouldBeLessThan(WatchPace.Usual + Slack);
    }

    [Fact]
    public async Task What_another_process_does_on_the_same_files_is_told_and_goes_to_the_server()
    {
        await using var imap = Start();
        imap.Deliver(1);
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        await UntilIdleAsync(imap);
        // The first look takes note of where it begins.
        await Time.ElapseAsync(WatchPace.OtherProcesses);
        await using var another = imap.BuildAnother();
        var account = another.GetRequiredKeyedService<IMailAccount>("pro");
        var marked = Time.GetUtcNow();
        await account.Replica.Actions.MarkAsync([await imap.IdAsync(1)], ImapFixture.Flags("\\Flagged"), default);
        await watching.NextAsync<MessageChanged>();
        while (imap.User.Inbox.Messages[0].Flags.Count == 0) await Time.ElapseAsync(TimeSpan.FromSeconds(1));
        (Time.GetUtcNow() - marked).ShouldBeLessThan(WatchPace.OtherProcesses + Slack);
    }

    [Fact]
    public async Task Another_process_that_has_the_account_is_waited_for_without_a_word()
    {
        await using var imap = Start();
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        await UntilIdleAsync(imap);
        await using (var another = imap.BuildAnother())
        {
            var store = await another.GetRequiredService<AcMail.Storage.IMailStoreProvider>().OpenAsync("pro");
            await using (var closing = store)
            await using (await store.TryAcquireLeaseAsync())
            {
                imap.Deliver(1, first: 7);
                await Time.ElapseAsync(TimeSpan.FromMinutes(2));
                watching.Told.OfType<MessageArrived>().ShouldBeEmpty();
            }
        }

        var free = Time.GetUtcNow();
        await watching.ArrivalAsync("message 7");
        (Time.GetUtcNow() - free).ShouldBeLessThan(WatchPace.BusyAtMost + Slack);
        watching.Told.OfType<WatchReported>().Count().ShouldBe(1);
    }
}
