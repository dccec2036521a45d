using System.Text.RegularExpressions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;
using CsCheck;

namespace AcMail.Core.Tests.Pop3.Sessions;

/// <summary>One line of the server's that is not a message's comes otherwise than it was said.</summary>
public sealed partial class GarbledReplyTests
{
    static readonly Dictionary<string, Func<Pop3Profile, Pop3Profile>> Profiles = new()
    {
        ["everything"] = p => p,
        ["no PIPELINING"] = p => p.Without("PIPELINING"),
        ["neither UIDL nor TOP"] = p => p.Without("UIDL", "TOP"),
    };

    public static TheoryData<string> Servers => [.. Profiles.Keys];

    [Theory]
    [MemberData(nameof(Servers))]
    public Task A_garbled_line_costs_no_message_and_is_no_surprise(string server) => Gen.Select(Garbled.Among(24), Gen.Bool).SampleAsync(
        (garbled, leaves) => SynchronizeAsync(Profiles[server], garbled, leaves), iter: Histories.Asked ?? 25, threads: 4);

    static async Task SynchronizeAsync(Func<Pop3Profile, Pop3Profile> profile, Garbled garbled, bool leaves)
    {
        await using var pop = new PopFixture(
            o => (o.LeaveOnServer, o.AnswerTime) = (leaves ? LeaveOnServer.Forever : LeaveOnServer.NotAtAll, TimeSpan.FromSeconds(1)), profile);
        await using var proxy = new GarblingProxy(() => pop.Server.Pop3Port);
        pop.Port = proxy.Port;
        await pop.RestartAsync();
        pop.Deliver("un", "deux", "trois");
        await pop.SyncWellAsync();
        pop.Deliver("quatre", "cinq");
        pop.DeliverBytes(PopFixture.Message("gros", 3000));

        // What is garbled before STAT ends the login, which may take a minute.
        var isOpen = false;
        proxy.Garble(garbled, Counts);
        var report = await pop.SyncAsync();
        foreach (var failure in report.Problems.Select(p => p.Failure).Append(report.Failure)) failure?.Kind.ShouldNotBe(MailErrorKind.Unexpected, $"{failure}");
        await ShouldHoldAllAsync(pop);
        proxy.Say = line => line;
        var passes = 0;
        while ((await pop.SyncAsync()).Outcome != SyncOutcome.Completed) (++passes).ShouldBeLessThan(3);
        await ShouldHoldAllAsync(pop);

        bool Counts(string line)
        {
            var counts = isOpen && Reply().IsMatch(line);
            isOpen |= Stat().IsMatch(line);
            return counts;
        }
    }

    /// <summary>A reply that comes twice is the first line of the message then.</summary>
    static async Task ShouldHoldAllAsync(PopFixture pop)
    {
        var held = await pop.HeldAsync();
        foreach (var name in (string[])["un", "deux", "trois", "quatre", "cinq"])
            (pop.OnServer.Contains(PopFixture.Message(name)) || held.Exists(h => h.EndsWith(PopFixture.Message(name), StringComparison.Ordinal))).ShouldBeTrue(name);
        var large = PopFixture.Message("gros", 3000);
        (pop.OnServer.Contains(large) || held.Exists(h => h.EndsWith(large, StringComparison.Ordinal))).ShouldBeTrue("gros");
    }

    [GeneratedRegex(@"^\+OK \d+ \d+\r\n")]
    private static partial Regex Stat();

    [GeneratedRegex(@"^(\+OK|-ERR|\d+ \S+\r\n)")]
    private static partial Regex Reply();
}
