using System.Collections.Immutable;
using System.Reflection;

namespace AcMail.Testing.Tests.Engine;

/// <summary>The engine while a server misbehaves, and after.</summary>
public sealed class EngineOnMisbehavingServersTests
{
    static readonly string[] Rungs = ["QRESYNC", "CONDSTORE", "UID"];

    static readonly Dictionary<string, ImmutableArray<ScriptedReply>> Replies = typeof(KnownReplies)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(p => p.Name, p => (ImmutableArray<ScriptedReply>)p.GetValue(null)!);

    public static TheoryData<ImapMisbehaviour, string> Misbehaviours =>
        [.. Enum.GetValues<ImapMisbehaviour>().SelectMany(m => Rungs.Select(r => (m, r)))];

    public static TheoryData<string> ReplyNames => [.. Replies.Keys];

    [Theory, MemberData(nameof(Misbehaviours))]
    public async Task A_replica_recovers_once_the_server_does(ImapMisbehaviour misbehaviour, string rung)
    {
        await using var scenario = new EngineScenario(On(rung));
        (await scenario.SyncAsync()).EnsureSuccess();
        scenario.LiveOn();
        await scenario.SyncOnAsync(p => p.Misbehaving(misbehaviour));
        (await scenario.SyncAsync()).EnsureSuccess();
        await scenario.ShouldBeEqualAsync();
        scenario.LiveOn();
        (await scenario.SyncAsync()).EnsureSuccess();
        await scenario.ShouldBeEqualAsync();
    }

    [Theory, MemberData(nameof(Misbehaviours))]
    public async Task A_first_synchronisation_may_meet_it(ImapMisbehaviour misbehaviour, string rung)
    {
        await using var scenario = new EngineScenario(On(rung));
        await scenario.SyncOnAsync(p => p.Misbehaving(misbehaviour));
        (await scenario.SyncAsync()).EnsureSuccess();
        await scenario.ShouldBeEqualAsync();
    }

    [Theory, MemberData(nameof(ReplyNames))]
    public async Task A_replica_recovers_from_a_reply_in_a_servers_own_words(string name)
    {
        await using var scenario = new EngineScenario(ServerProfile.Full);
        (await scenario.SyncAsync()).EnsureSuccess();
        scenario.LiveOn();
        await scenario.SyncOnAsync(p => p.Answering(Replies[name]));
        (await scenario.SyncAsync()).EnsureSuccess();
        await scenario.ShouldBeEqualAsync();
    }

    [Theory, InlineData("QRESYNC"), InlineData("CONDSTORE")]
    public async Task A_HIGHESTMODSEQ_told_too_high_costs_nothing(string rung)
    {
        await using var scenario = new EngineScenario(On(rung));
        await scenario.SyncOnAsync(p => p.Misbehaving(ImapMisbehaviour.HighestModSeqAhead));
        scenario.LiveOn();
        (await scenario.SyncAsync()).EnsureSuccess();
        await scenario.ShouldBeEqualAsync();
    }

    static ServerProfile On(string rung) => ServerProfile.Full with
    {
        Imap = rung switch
        {
            "QRESYNC" => ServerProfile.Full.Imap,
            "CONDSTORE" => ServerProfile.Full.Imap.Without("QRESYNC"),
            _ => ServerProfile.Full.Imap.Without("CONDSTORE", "LIST-STATUS", "ESEARCH"),
        },
    };
}
