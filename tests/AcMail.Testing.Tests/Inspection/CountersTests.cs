using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Inspection;

public sealed class CountersTests
{
    [Fact]
    public async Task Pipelined_commands_are_one_round_trip()
    {
        await using var session = new EchoSession { Reply = "{0} OK\r\n" };
        await session.HearAsync(12);
        session.Tally.Count.ShouldBe(new WireCount(Connections: 1, RoundTrips: 1, Commands: 0, OctetsIn: 0, OctetsOut: 12));

        await session.SayAsync("a1 ONE\r\na2 TWO\r\n");
        await session.HearAsync(14);
        session.Tally.Count.ShouldBe(new WireCount(Connections: 1, RoundTrips: 2, Commands: 2, OctetsIn: 16, OctetsOut: 26));
    }

    [Fact]
    public async Task A_literal_that_waits_costs_a_round_trip_and_is_no_command()
    {
        await using var session = new EchoSession();
        await session.HearAsync(12);
        var before = session.Tally.Count;
        await session.SayAsync("a1 APPEND {4}\r\n");
        await session.HearAsync("+ go on\r\n".Length);
        await session.SayAsync("abcd\r\n");
        await session.HearAsync("* 1 EXISTS\r\na1 OK done\r\n".Length);
        (session.Tally.Count - before).ShouldSatisfyAllConditions(c => c.RoundTrips.ShouldBe(2), c => c.Commands.ShouldBe(1));
    }

    [Fact]
    public async Task A_server_counts_each_protocol_by_itself_and_keeps_the_latest_sessions()
    {
        await using var server = MailServer.Start(o => o.SessionsKept = 3);
        var before = server.Counters;
        for (var i = 0; i < 5; i++)
        {
            await using var client = server.Connect(WireProtocol.Pop3);
            (await client.ReadAsync(new byte[100])).ShouldBeGreaterThan(0);
        }

        var cost = server.Counters - before;
        cost.Pop3.Connections.ShouldBe(5);
        cost.Pop3.RoundTrips.ShouldBe(5);
        cost.Imap.ShouldBe(default);
        server.Sessions.Select(s => s.Number).ShouldBe([3, 4, 5]);
        await Task.WhenAll(server.Sessions.Select(s => s.Ended));
    }
}
