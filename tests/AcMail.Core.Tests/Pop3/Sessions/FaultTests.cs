using AcMail.Core.Tests.Support;
using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

/// <summary>
/// Cuts the connection at every line and octet, gives the pass up at every line, and kills the process at every commit, in twelve scenarios. What follows has to
/// make everything good.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    /// <summary>Every octet takes minutes; without this variable a sample of the places has to do.</summary>
    static readonly int Step = Environment.GetEnvironmentVariable("ACMAIL_EVERY_OCTET") == "1" ? 1 : 10;

    public static TheoryData<string> Names => [.. PopScenario.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Wherever_a_connection_is_cut_nothing_is_lost_doubled_or_left(string name)
    {
        var faults = await FaultsAsync(PopScenario.All[name]);
        await Parallel.ForEachAsync(faults, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (fault, _) =>
        {
            await using var run = await PopScenario.All[name].PrepareAsync();
            run.Pop.Server.Faults.Add(fault);
            await run.Pop.SyncAsync(CancellationToken.None);
            await run.EndsWellAsync(fault.ToString());
        });
        output.WriteLine($"{name}: {faults.Count} points");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Wherever_a_pass_is_given_up_nothing_is_lost_doubled_or_left(string name)
    {
        IReadOnlyList<GivingUp> places;
        await using (var run = await PopScenario.All[name].PrepareAsync())
        {
            var earlier = run.Pop.Server.Sessions.Count;
            await run.Pop.SyncAsync();
            places = [.. GivingUp.Places(run.Pop.Server.Sessions.Skip(earlier)).Where((_, i) => i % ((Step / 3) + 1) == 0)];
        }

        foreach (var place in places)
        {
            await using var run = await PopScenario.All[name].PrepareAsync();
            await place.DoAsync(run.Pop.Server, run.Pop.SyncAsync);
            await run.EndsWellAsync(place.ToString());
        }

        output.WriteLine($"{name}: {places.Count} points");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task At_whichever_commit_the_process_is_killed_nothing_is_lost_doubled_or_left(string name)
    {
        int commits;
        await using (var run = await PopScenario.All[name].PrepareAsync())
        {
            var before = run.Pop.Stores.Commits;
            await run.Pop.SyncAsync();
            commits = run.Pop.Stores.Commits - before;
        }

        for (var point = 0; point < 2 * commits; point++)
        {
            await using var run = await PopScenario.All[name].PrepareAsync();
            run.Pop.Stores.KillAt((point / 2) + 1, before: point % 2 == 0);
            await DieAsync(run.Pop);
            await run.Pop.RestartAsync();
            await run.EndsWellAsync($"commit {(point / 2) + 1}");
        }

        output.WriteLine($"{name}: {2 * commits} points");
    }

    /// <summary>Before there is a connection nothing takes what kills for a failure of the server.</summary>
    static async Task DieAsync(PopFixture pop)
    {
        try
        {
            (await pop.SyncAsync()).Failure.ShouldNotBeNull();
        }
        catch (KilledException)
        {
            pop.Server.Sessions.Count.ShouldBe(1);
        }
    }

    static async Task<IReadOnlyList<Fault>> FaultsAsync(PopScenario scenario)
    {
        await using var run = await scenario.PrepareAsync();
        var earlier = run.Pop.Server.Sessions.Count;
        await run.Pop.SyncAsync();
        await run.EndsWellAsync("no fault");
        var sessions = run.Pop.Server.Sessions.Skip(earlier).Take(scenario.Sessions).ToList();
        var octets = FaultPoints.Of(sessions, FaultKinds.CutAfterOctet).Where((_, i) => i % (Step * Step) == 0);
        return [.. FaultPoints.Of(sessions, FaultKinds.Cuts).Where((_, i) => i % Step == 0), .. octets];
    }
}
