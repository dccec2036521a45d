using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;
using CsCheck;

namespace AcMail.Core.Tests.Watching;

/// <summary>One line of the server's comes otherwise than it was said while an account is watched.</summary>
public sealed class GarbledWatchTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task A_garbled_line_costs_a_watch_nothing_but_time(string without) =>
        Garbled.Among(16).SampleAsync(garbled => WatchAsync(without, garbled), iter: Histories.Asked ?? 8, threads: 2);

    static async Task WatchAsync(string without, Garbled garbled)
    {
        MailServer? server = null;
        await using var proxy = new GarblingProxy(() => server!.ImapPort);
        var time = new CalmTime(WatchWorld.Start);
        await using var imap = new ImapFixture(without, o => o.Incoming.Port = proxy.Port, time: time) { KeepsConnection = true, AnswerTime = TimeSpan.FromSeconds(1) };
        server = imap.Server;
        time.Traffic = () => imap.Server.Counters;
        imap.Deliver(3);
        await using var watching = await Watcher.BeginAsync(imap.Account, time);

        proxy.Garble(garbled);
        imap.Deliver(1, first: 7);
        await time.CalmAsync();
        imap.Deliver(1, "Cours", first: 8);
        imap.Deliver(1, first: 9);
        var awaited = new HashSet<string> { "message 7", "message 8", "message 9" };
        while (awaited.Count > 0) awaited.Remove((await watching.NextAsync<MessageArrived>()).Message.Headers.Subject);

        watching.Told.OfType<WatchReported>().ShouldAllBe(r => r.Report.Failure == null || r.Report.Failure.Kind != MailErrorKind.Unexpected);
        watching.Told.OfType<MessageArrived>().Select(a => a.Message.Id).ShouldBeUnique();
        watching.Told.OfType<MessageRemoved>().ShouldBeEmpty();
    }
}
