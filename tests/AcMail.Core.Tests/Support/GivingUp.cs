using AcMail.Testing;

namespace AcMail.Core.Tests.Support;

/// <summary>A place of a connection at which the server falls silent, and whoever waits for it gives up.</summary>
sealed record GivingUp(FaultPoint Point, WireProtocol Protocol, int Session)
{
    /// <summary>All such places in what was said: before each line, and in the middle of each literal and message.</summary>
    public static IEnumerable<GivingUp> Places(IEnumerable<SessionTranscript> sessions) => sessions.SelectMany(
        s => FaultPoints.Of(s, FaultKinds.LoseCommand | FaultKinds.CutBeforeLine | FaultKinds.CutInsideOctets).Select(f => new GivingUp(f.Point, s.Protocol, s.Number)));

    /// <summary>Does <paramref name="work"/> until it comes to the place, and proves that it ends there with its connection.</summary>
    public async Task DoAsync(MailServer server, Func<CancellationToken, Task> work)
    {
        var silence = Fault.Stall(Point).In(Protocol, Session);
        server.Faults.Add(silence);
        using var cancel = new CancellationTokenSource();
        var working = work(cancel.Token);
        (await Task.WhenAny(working, server.Faults.WhenStruckAsync(silence))).ShouldNotBeSameAs(working, $"{this} was not reached");
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => working.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), ToString());
        await server.Sessions.Single(s => s.Protocol == Protocol && s.Number == Session).Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        server.Faults.Clear();
    }
}
