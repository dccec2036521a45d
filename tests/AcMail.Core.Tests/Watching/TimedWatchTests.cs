using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Core.Tests.Watching;

/// <summary>Tests by a clock that only moves while somebody waits and nothing goes over the wire.</summary>
public abstract class TimedWatchTests
{
    /// <summary>What the steps of the clock add to any time: one that passes it, and one during which the server answers.</summary>
    private protected static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    private protected CalmTime Time { get; } = new(WatchWorld.Start);

    private protected ImapFixture Start(string without = "", Action<IAcMailBuilder>? register = null)
    {
        var imap = new ImapFixture(without, register: register, time: Time) { KeepsConnection = true };
        Time.Traffic = () => imap.Server.Counters;
        return imap;
    }

    /// <summary>Waits until the latest session idles.</summary>
    private protected static async Task UntilIdleAsync(ImapFixture imap)
    {
        while (!(imap.LastSession.ClientLines is [.., var last] && last.EndsWith("IDLE", StringComparison.Ordinal)))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
