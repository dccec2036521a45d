using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Faults;

public sealed class ReplyTests
{
    const string Greeting = "* OK ready\r\n";

    [Fact]
    public async Task A_line_is_replaced()
    {
        await using var session = new EchoSession(faults: Fault.ReplaceLine(1, "* BYE go away"));
        (await session.SayAllAsync("a1 ONE\r\n")).ShouldBe("* BYE go away\r\n* 1 EXISTS\r\na1 OK done\r\n");
    }

    [Fact]
    public async Task A_line_is_left_out()
    {
        await using var session = new EchoSession(faults: Fault.ReplaceLine(2, ""));
        (await session.SayAllAsync("a1 ONE\r\n")).ShouldBe(Greeting + "a1 OK done\r\n");
    }

    [Fact]
    public async Task A_response_with_a_literal_is_replaced_as_a_whole()
    {
        await using var session = new EchoSession(faults: Fault.ReplaceLine(2, "* 1 FETCH nonsense"))
        {
            Reply = "* 1 FETCH (BODY[] {{3}}\r\na\nb)\r\n{0} OK done\r\n",
        };
        (await session.SayAllAsync("a1 ONE\r\n")).ShouldBe(Greeting + "* 1 FETCH nonsense\r\na1 OK done\r\n");
    }

    [Fact]
    public async Task The_status_of_a_command_that_took_effect_is_replaced_under_its_tag()
    {
        await using var session = new EchoSession(faults: Fault.ReplaceReply("ONE", "NO [UNAVAILABLE] later"));
        (await session.SayAllAsync("a1 ONE\r\n")).ShouldBe(Greeting + "* 1 EXISTS\r\na1 NO [UNAVAILABLE] later\r\n");
        session.Applied.ShouldBe(["a1 ONE"]);
    }

    [Fact]
    public async Task A_command_is_answered_without_its_effect()
    {
        await using var session = new EchoSession(faults: Fault.Answer("ONE", "NO [OVERQUOTA] full"));
        (await session.SayAllAsync("a1 ONE\r\na2 TWO\r\n")).ShouldBe(Greeting + "a1 NO [OVERQUOTA] full\r\n* 1 EXISTS\r\na2 OK done\r\n");
        session.Applied.ShouldBe(["a2 TWO"]);
    }

    [Fact]
    public async Task The_literals_of_an_answered_command_are_passed_over()
    {
        await using var session = new EchoSession(faults: Fault.Answer("APPEND", "NO full"));
        (await session.SayAllAsync("a1 APPEND {3+}\r\nabc {3+}\r\ndef\r\na2 TWO\r\n")).ShouldBe(Greeting + "a1 NO full\r\n* 1 EXISTS\r\na2 OK done\r\n");
    }

    [Fact]
    public async Task A_literal_that_waits_is_not_sent_after_the_answer()
    {
        await using var session = new EchoSession(faults: Fault.Answer("APPEND", "NO full"));
        (await session.SayAllAsync("a1 APPEND {3}\r\na2 TWO\r\n")).ShouldBe(Greeting + "a1 NO full\r\n* 1 EXISTS\r\na2 OK done\r\n");
        session.Applied.ShouldBe(["a2 TWO"]);
    }

    [Fact]
    public async Task Other_protocols_have_no_tags()
    {
        await using var session = new EchoSession(
            WireProtocol.Smtp, faults: [Fault.Answer("RCPT TO:<b@x>", "550 no"), Fault.ReplaceReply("DATA", "451 later")]) { Reply = "250 fine\r\n" };
        (await session.SayAllAsync("MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nRCPT TO:<c@x>\r\nDATA\r\n"))
            .ShouldBe(Greeting + "250 fine\r\n550 no\r\n250 fine\r\n451 later\r\n");
    }
}
