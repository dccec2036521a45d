using System.Diagnostics;
using AcMail.Testing;

namespace AcMail.Benchmarks.Watching.Recovery;

static class WatchFaults
{
    const int Meanwhile = 3;

    /// <summary>As long as one IDLE at most, so that faults strike at any moment of it.</summary>
    const double SpreadSeconds = 150;

    public static readonly string[] Names = ["restart", "silence", "token-bye", "token-broken-off", "token-refused"];

    public static WatchFault Named(string name, TimeSpan down) => name switch
    {
        "restart" => new((watched, cancellationToken) => RestartAsync(watched, down, cancellationToken)),
        "silence" => new((watched, cancellationToken) => StrikeAsync(watched, FallSilent, cancellationToken)),
        "token-bye" => Expiry(new("", "* BYE Session expired, please login again.", HangsUp: true)),
        "token-broken-off" => Expiry(new("", "NO [AUTHENTICATIONFAILED] The session has expired, log in again.", HangsUp: true)),
        "token-refused" => Expiry(null),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    static WatchFault Expiry(ScriptedReply? reply) =>
        new((watched, cancellationToken) => StrikeAsync(watched, w => w.ExpireToken(), cancellationToken)) { ExpiredReply = reply };

    static async Task<long> RestartAsync(WatchedInbox watched, TimeSpan down, CancellationToken cancellationToken)
    {
        await watched.Server.StopAsync();
        watched.Deliver(Meanwhile);
        await Task.Delay(down, cancellationToken);
        watched.Server.Restart();
        return Stopwatch.GetTimestamp();
    }

    static async Task<long> StrikeAsync(WatchedInbox watched, Action<WatchedInbox> strike, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble() * SpreadSeconds), cancellationToken);
        strike(watched);
        var over = Stopwatch.GetTimestamp();
        watched.Deliver(Meanwhile);
        return over;
    }

    /// <summary>The connection that is open stays so and carries nothing any more, either way; the next one does.</summary>
    static void FallSilent(WatchedInbox watched) =>
        watched.Server.Faults.Add(Fault.Stall(FaultPoint.NextLine(WireDirection.ToClient)).In(WireProtocol.Imap, (int)watched.Server.Counters.Imap.Connections));
}
