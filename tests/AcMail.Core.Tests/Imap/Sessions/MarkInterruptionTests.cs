using AcMail.Core.Tests.Support;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>
/// A pass with flags to send and to receive, interrupted at every point: the next one leads to the same end. Of the cuts one in
/// eight is tried (<see cref="Points"/>).
/// </summary>
public sealed class MarkInterruptionTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Flags_survive_a_cut_at_every_line_of_either_side(string without)
    {
        IReadOnlyList<Fault> faults;
        await using (var calm = await BeginAsync(without))
        {
            await calm.SyncWellAsync();
            await ProveAsync(calm, "calm");
            faults = Points.OneIn(8, FaultPoints.Of(calm.Server.Sessions[1], FaultKinds.Cuts), without.Length);
        }

        foreach (var fault in faults)
        {
            await using var imap = await BeginAsync(without);
            imap.Server.Faults.Add(fault);
            await imap.SyncAsync();
            imap.Server.Faults.Clear();
            await imap.RestartAsync();
            await imap.SyncWellAsync();
            await ProveAsync(imap, fault.ToString());
        }

        output.WriteLine($"{faults.Count} points");
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Flags_survive_a_kill_around_every_commit(string without)
    {
        int commits;
        await using (var calm = await BeginAsync(without))
        {
            calm.Stores.Count();
            await calm.SyncWellAsync();
            commits = calm.Stores.Commits;
        }

        commits.ShouldBeGreaterThan(2);
        for (var commit = 1; commit <= commits; commit++)
        {
            foreach (var before in (bool[])[true, false])
            {
                await using var imap = await BeginAsync(without);
                imap.Stores.KillAt(commit, before);
                await imap.SyncIfPossibleAsync();
                await imap.RestartAsync();
                await imap.SyncWellAsync();
                await ProveAsync(imap, $"commit {commit} {before}");
            }
        }

        output.WriteLine($"{commits * 2} points");
    }

    static async Task<ImapFixture> BeginAsync(string without)
    {
        var imap = new ImapFixture(without) { Reopens = false };
        imap.Deliver(4);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(1), add: "\\Seen urgent");
        await imap.MarkAsync(await imap.IdAsync(2), add: "\\Flagged");
        imap.User.Inbox.SetFlags(1, FlagSet.Of("\\Answered"));
        imap.User.Inbox.SetFlags(3, FlagSet.Of("\\Draft"));
        imap.User.Inbox.Remove(4);
        imap.Deliver(1, first: 5);
        return imap;
    }

    static async Task ProveAsync(ImapFixture imap, string context)
    {
        imap.User.Inbox.Messages.Select(m => m.Flags).ShouldBe(
            [FlagSet.Of("\\Answered", "\\Seen", "urgent"), FlagSet.Of("\\Flagged"), FlagSet.Of("\\Draft"), FlagSet.None], context);
        await imap.ShouldAgreeAsync(context);
        await imap.ShouldRestAsync(context);
    }
}
