using AcMail.Core.Tests.Imap.Sessions.Actions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>
/// Passes that play what was done here to messages and mailboxes, interrupted at every point: the next one leads to the same end, and loses and doubles
/// nothing. Of the points of the wire one in 120 is tried (<see cref="Points"/>).
/// </summary>
public sealed class ActionInterruptionTests(ITestOutputHelper output)
{
    const int Every = 120;

    public static TheoryData<string, string> All => [.. ActionScenario.Names.SelectMany(s => ImapFixture.TransferRungs.Select(r => (s, r)))];

    [Theory]
    [MemberData(nameof(All))]
    public Task A_pass_survives_a_cut_and_a_lost_reply_at_every_point(string scenario, string without) => CutAsync(scenario, without, reopens: false);

    [Theory]
    [MemberData(nameof(All))]
    public Task A_pass_that_goes_on_over_another_connection_survives_it_too(string scenario, string without) => CutAsync(scenario, without, reopens: true);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_pass_survives_a_kill_around_every_commit(string scenario, string without)
    {
        int commits;
        await using (var calm = await ActionScenario.BeginAsync(scenario, without))
        {
            calm.Imap.Stores.Count();
            await calm.Imap.SyncAsync();
            commits = calm.Imap.Stores.Commits;
        }

        commits.ShouldBeGreaterThan(0);
        for (var commit = 1; commit <= commits; commit++)
        {
            foreach (var before in (bool[])[true, false])
            {
                await using var one = await ActionScenario.BeginAsync(scenario, without);
                one.Imap.Stores.KillAt(commit, before);
                await one.Imap.SyncIfPossibleAsync();
                await one.Imap.RestartAsync();
                await one.ProveAsync($"commit {commit} {before}");
            }
        }

        output.WriteLine($"{commits * 2} points");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_pass_survives_being_given_up_at_every_line_of_either_side(string scenario, string without)
    {
        IReadOnlyList<GivingUp> places;
        await using (var calm = await ActionScenario.BeginAsync(scenario, without))
        {
            var before = calm.Imap.Server.Sessions.Count;
            await calm.Imap.SyncAsync();
            places = Points.OneIn(Every, GivingUp.Places(calm.Imap.Server.Sessions.Skip(before)), without.Length + scenario.Length);
        }

        foreach (var place in places)
        {
            await using var one = await ActionScenario.BeginAsync(scenario, without);
            await place.DoAsync(one.Imap.Server, one.Imap.SyncAsync);
            // The same process goes on, over the connection that it may have kept.
            (await one.Imap.Account.SynchronizeAsync(cancellationToken: TestContext.Current.CancellationToken)).Failure.ShouldBeNull(place.ToString());
            await one.ProveAsync(place.ToString());
        }

        output.WriteLine($"{places.Count} points");
    }

    async Task CutAsync(string scenario, string without, bool reopens)
    {
        IReadOnlyList<Fault> faults;
        await using (var calm = await ActionScenario.BeginAsync(scenario, without))
        {
            var before = calm.Imap.Server.Sessions.Count;
            await calm.Imap.SyncAsync();
            await calm.ProveAsync("calm");
            faults = Points.OneIn(Every, FaultPoints.Of(calm.Imap.Server.Sessions.Skip(before), FaultKinds.Cuts), without.Length + scenario.Length);
        }

        foreach (var fault in faults)
        {
            await using var one = await ActionScenario.BeginAsync(scenario, without, reopens);
            one.Imap.Server.Faults.Add(fault);
            await one.Imap.SyncAsync();
            one.Imap.Server.Faults.Clear();
            await one.Imap.RestartAsync();
            await one.ProveAsync(fault.ToString());
        }

        output.WriteLine($"{faults.Count} points");
    }
}
