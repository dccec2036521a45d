using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Faults;

public sealed class CutTests
{
    const string Two = "a1 ONE\r\na2 TWO\r\n";
    const string Greeting = "* OK ready\r\n";
    const string First = "* 1 EXISTS\r\na1 OK done\r\n";

    [Fact]
    public async Task Before_a_line_of_the_server_only_what_precedes_it_arrives()
    {
        await using var session = new EchoSession(faults: Fault.Cut(FaultPoint.BeforeLine(WireDirection.ToClient, 3)));
        (await session.SayAllAsync(Two)).ShouldBe(Greeting + "* 1 EXISTS\r\n");
        session.Applied.ShouldBe(["a1 ONE"]);
    }

    [Fact]
    public async Task After_a_line_of_the_server_a_pipelined_command_is_not_looked_at()
    {
        await using var session = new EchoSession(faults: Fault.Cut(FaultPoint.AfterLine(WireDirection.ToClient, 3)));
        (await session.SayAllAsync(Two)).ShouldBe(Greeting + First);
        session.Applied.ShouldBe(["a1 ONE"]);
    }

    [Fact]
    public async Task Before_a_line_of_the_client_its_command_has_no_effect()
    {
        await using var session = new EchoSession(faults: Fault.Cut(FaultPoint.BeforeLine(WireDirection.ToServer, 2)));
        (await session.SayAllAsync(Two)).ShouldBe(Greeting + First);
        session.Applied.ShouldBe(["a1 ONE"]);
    }

    [Fact]
    public async Task After_a_line_of_the_client_its_command_has_its_effect_and_the_reply_is_lost()
    {
        await using var session = new EchoSession(faults: Fault.Cut(FaultPoint.AfterLine(WireDirection.ToServer, 1)));
        (await session.SayAllAsync(Two)).ShouldBe(Greeting);
        session.Applied.ShouldBe(["a1 ONE"]);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(12), InlineData(20), InlineData(36)]
    public async Task After_octets_of_the_server_exactly_these_arrive(int count)
    {
        await using var session = new EchoSession(faults: Fault.Cut(FaultPoint.AfterOctets(WireDirection.ToClient, count)));
        (await session.SayAllAsync(Two)).ShouldBe((Greeting + First)[..count]);
    }

    [Theory]
    [InlineData(0, 0), InlineData(7, 0), InlineData(8, 1), InlineData(15, 1), InlineData(16, 2)]
    public async Task After_octets_of_the_client_whole_commands_have_been_answered(int count, int applied)
    {
        await using var session = new EchoSession(faults: Fault.Cut(FaultPoint.AfterOctets(WireDirection.ToServer, count)));
        (await session.SayAllAsync(Two)).Length.ShouldBe(Greeting.Length + (applied * First.Length));
        session.Applied.Count.ShouldBe(applied);
    }

    [Fact]
    public async Task Inside_a_literal_of_the_client_the_command_has_no_effect()
    {
        const string Append = "a1 APPEND {10}\r\n";
        await using var session = new EchoSession(faults: Fault.Cut(FaultPoint.AfterOctets(WireDirection.ToServer, Append.Length + 5)));
        (await session.SayAllAsync(Append + "0123456789\r\n")).ShouldBe(Greeting + "+ go on\r\n");
        session.Applied.ShouldBeEmpty();
    }

    [Fact]
    public async Task Inside_a_literal_of_the_server_lines_in_it_do_not_count()
    {
        await using var session = new EchoSession(faults: Fault.Cut(FaultPoint.BeforeLine(WireDirection.ToClient, 3)))
        {
            Reply = "* 1 FETCH (BODY[] {6}\r\na\r\nb\r\n)\r\n{0} OK done\r\n".Replace("{6}", "{{6}}", StringComparison.Ordinal),
        };
        (await session.SayAllAsync(Two)).ShouldBe(Greeting + "* 1 FETCH (BODY[] {6}\r\na\r\nb\r\n");
    }

    [Fact]
    public async Task A_command_that_is_lost_by_name_has_no_effect()
    {
        await using var session = new EchoSession(faults: Fault.LoseCommand("two"));
        (await session.SayAllAsync(Two)).ShouldBe(Greeting + First);
        session.Applied.ShouldBe(["a1 ONE"]);
    }

    [Fact]
    public async Task A_reply_that_is_lost_by_the_name_of_its_command_leaves_the_effect()
    {
        await using var session = new EchoSession(faults: Fault.LoseReply("APPEND"));
        (await session.SayAllAsync("a1 ONE\r\na2 APPEND {3}\r\nabc\r\n")).ShouldBe(Greeting + First + "+ go on\r\n");
        session.Applied.ShouldBe(["a1 ONE", "a2 APPEND abc"]);
    }

    [Fact]
    public async Task The_status_of_a_command_can_be_lost_alone()
    {
        await using var session = new EchoSession(faults: Fault.Cut(FaultPoint.Status("ONE")));
        (await session.SayAllAsync(Two)).ShouldBe(Greeting + "* 1 EXISTS\r\n");
    }

    [Fact]
    public async Task The_second_of_equal_commands_can_be_meant()
    {
        await using var session = new EchoSession(faults: Fault.LoseCommand("NOOP", occurrence: 2));
        await session.SayAllAsync("a1 NOOP\r\na2 NOOPS\r\na3 noop\r\n");
        session.Applied.ShouldBe(["a1 NOOP", "a2 NOOPS"]);
    }

    [Fact]
    public async Task A_fault_strikes_once()
    {
        var set = new FaultSet([Fault.Refuse()]);
        new SessionFaults(set, WireProtocol.Imap, 1).Connecting().ShouldHaveSingleItem();
        new SessionFaults(set, WireProtocol.Imap, 2).Connecting().ShouldBeEmpty();
        set.Struck.ShouldBe([Fault.Refuse()]);
        await set.WhenStruckAsync(Fault.Refuse());
    }

    [Fact]
    public void A_fault_that_repeats_strikes_in_every_session_that_it_is_for()
    {
        var set = new FaultSet([Fault.Refuse().In(WireProtocol.Imap) with { Repeats = true }]);
        new SessionFaults(set, WireProtocol.Imap, 1).Connecting().ShouldHaveSingleItem();
        new SessionFaults(set, WireProtocol.Pop3, 1).Connecting().ShouldBeEmpty();
        new SessionFaults(set, WireProtocol.Imap, 2).Connecting().ShouldHaveSingleItem();
    }
}
