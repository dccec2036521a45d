using AcMail.Core.Tests.Imap.Sessions.Actions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>
/// What another client does in the middle of a pass is no problem, and nobody is to blame for it. One line in five is tried, and in twelve while actions are
/// sent (<see cref="Points"/>).
/// </summary>
public sealed class MeanwhileTests
{
    /// <summary>The rungs of the ladder, each with how many messages arrive, and what goes at the same time.</summary>
    public static TheoryData<string, int, string> Rungs =>
        [.. ImapFixture.Rungs.SelectMany(r => ((int[])[1, 3]).SelectMany(n => ((string[])["", "the second", "the last"]).Select(goes => (r, n, goes))))];

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task Mail_that_comes_or_goes_during_a_first_synchronisation_is_no_problem(string without, int arriving, string going) => BeforeEachLineAsync(
        async line =>
        {
            await using var imap = new ImapFixture(without, stores: new InMemoryMailStoreProvider());
            imap.Deliver(8);

            return await ShouldGrowWellAsync(imap, line, arriving, going);
        }, without.Length + arriving + going.Length);

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task Nor_is_it_while_changes_are_looked_for(string without, int arriving, string going) => BeforeEachLineAsync(
        async line =>
        {
            await using var imap = new ImapFixture(without, stores: new InMemoryMailStoreProvider());
            imap.Deliver(8);
            await imap.SyncWellAsync();
            imap.User.Inbox.SetFlags(3, FlagSet.Of("\\Seen"));
            imap.User.Inbox.Remove(4);
            imap.Deliver(1, first: 20);

            return await ShouldGrowWellAsync(imap, line, arriving, going);
        }, without.Length + arriving + going.Length);

    public static TheoryData<string> EachRung => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(EachRung))]
    public Task What_another_client_removes_by_the_dozen_while_it_is_downloaded_keeps_nothing_for_the_next_pass(string without) => BeforeEachLineAsync(
        async line =>
        {
            await using var imap = new ImapFixture(without, stores: new InMemoryMailStoreProvider());
            imap.Deliver(BatchPlanner.Smallest + 20);

            var stays = imap.User.Inbox.Messages.Count - 20;
            return await ShouldGoWellAsync(
                imap, line, () => imap.User.Inbox.Remove(Enumerable.Range(500, 20).Select(uid => (uint)uid)), ofClient: true,
                report => report.MessagesAdded.ShouldBeGreaterThanOrEqualTo(stays, $"before the client's line {line}"));
        }, without.Length);

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task Mail_that_comes_or_goes_does_not_contradict_a_mass_removal(string without, int arriving, string going) => BeforeEachLineAsync(
        async line =>
        {
            await using var imap = new ImapFixture(without, stores: new InMemoryMailStoreProvider());
            imap.Deliver(110);
            await imap.SyncWellAsync();
            imap.User.Inbox.Remove(Enumerable.Range(3, 100).Select(uid => (uint)uid));

            return await ShouldGrowWellAsync(imap, line, arriving, going);
        }, without.Length + arriving + going.Length);

    public static TheoryData<string, bool> Others => [.. ImapFixture.Rungs.SelectMany(r => ((bool[])[false, true]).Select(isHeld => (r, isHeld)))];

    [Theory]
    [MemberData(nameof(Others))]
    public Task A_mailbox_that_another_client_removes_or_renames_after_it_was_listed_is_no_problem(string without, bool isHeld) => BeforeEachLineAsync(
        async line =>
        {
            await using var imap = new ImapFixture(without, stores: new InMemoryMailStoreProvider());
            imap.Deliver(2);
            imap.Deliver(3, "Archives", first: 10);
            imap.Deliver(3, "Classes", first: 20);
            if (isHeld) await imap.SyncWellAsync();
            imap.Deliver(1, "Archives", first: 30);
            imap.Deliver(1, "Classes", first: 31);

            return await ShouldGoWellAsync(imap, line, () =>
            {
                imap.User.DeleteMailbox("Archives");
                imap.User.RenameMailbox("Classes", "Cours");
            });
        }, without.Length);

    public static TheoryData<string, string> Played =>
        [.. ActionScenario.Names.Except(["mailbox not mirrored"]).SelectMany(s => ImapFixture.TransferRungs.Select(r => (s, r)))];

    [Theory]
    [MemberData(nameof(Played))]
    public Task Nor_is_what_it_does_to_other_messages_while_actions_are_sent(string scenario, string without) => BeforeEachLineAsync(
        async line =>
        {
            await using var played = await ActionScenario.BeginAsync(scenario, without);
            var imap = played.Imap;
            imap.Deliver(1, first: 90);
            imap.Deliver(1, "Ailleurs", first: 91);

            return await ShouldGoWellAsync(imap, line, () =>
            {
                foreach (var mailbox in imap.User.Mailboxes.ToList())
                {
                    foreach (var message in mailbox.Messages.Where(m => ImapFixture.SubjectOf(m) is "message 90" or "message 91").ToList()) mailbox.Remove(message.Uid);
                    imap.Deliver(1, mailbox.Name, first: 100);
                }
            });
        }, scenario.Length + without.Length, every: 12);

    /// <summary>Does <paramref name="attempt"/> before each line of a pass, anew each time, until it says that the pass was over.</summary>
    static async Task BeforeEachLineAsync(Func<int, Task<bool>> attempt, int first, int every = 5)
    {
        foreach (var line in Points.OneIn(every, first))
            if (await attempt(line)) return;
    }

    static Task<bool> ShouldGrowWellAsync(ImapFixture imap, int line, int arriving, string going) => ShouldGoWellAsync(imap, line, () =>
    {
        if (going == "the second") imap.User.Inbox.Remove(2);
        if (going == "the last") imap.User.Inbox.Remove(imap.User.Inbox.Messages[^1].Uid);
        imap.Deliver(arriving, first: 100);
    });

    /// <returns>Whether the pass was over before that line.</returns>
    static async Task<bool> ShouldGoWellAsync(
        ImapFixture imap, int line, Action meanwhile, bool ofClient = false, Action<SyncReport>? also = null)
    {
        var place = $"before line {line} of the {(ofClient ? "client" : "server")}";
        var (report, isOver) = ((SyncReport?)null, false);
        await Histories.InTheMiddleAsync(imap.Server, ofClient, line, async () => report = await imap.SyncAsync(), () =>
        {
            isOver = report is not null;
            meanwhile();
            return Task.CompletedTask;
        });

        report!.Failure.ShouldBeNull();
        report.Problems.ShouldBeEmpty($"{place}: {string.Join('\n', report.Problems)}");
        report.Notices.ShouldBeEmpty($"{place}: {string.Join('\n', report.Notices)}");
        also?.Invoke(report);
        (await imap.DistrustsAsync()).ShouldBeEmpty(place);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync(place);
        await imap.ShouldRestAsync(place);
        return isOver;
    }
}
