namespace AcMail.Testing.Tests.Engine;

/// <summary>The engine on every known server.</summary>
public sealed class EngineOnKnownServersTests
{
    public static TheoryData<string> Names => [.. ServerProfile.All.Select(p => p.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task The_replica_equals_the_server_after_every_synchronisation(string name)
    {
        await using var scenario = new EngineScenario(ServerProfile.All.Single(p => p.Name == name));
        for (var i = 0; i < 3; i++)
        {
            (await scenario.SyncAsync()).EnsureSuccess().Problems.ShouldBeEmpty();
            await scenario.ShouldBeEqualAsync();
            scenario.LiveOn();
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_second_synchronisation_finds_nothing_to_do(string name)
    {
        await using var scenario = new EngineScenario(ServerProfile.All.Single(p => p.Name == name));
        await scenario.SyncAsync();
        var again = (await scenario.SyncAsync()).EnsureSuccess();
        again.BytesDownloaded.ShouldBe(0);
        again.Mailboxes.Sum(m => m.Added + m.FlagsChanged + m.Removed + m.Failed).ShouldBe(0);
    }
}
