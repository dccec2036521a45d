using AcMail.Testing.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AcMail.Testing.Tests.Inspection;

public sealed class SessionTranscriptTests
{
    [Fact]
    public async Task Both_directions_are_kept_in_order()
    {
        await using var session = new EchoSession();
        await session.SayAllAsync("a1 ONE\r\na2 APPEND {4}\r\nabcd\r\n");
        session.Transcript.ToString().ShouldBe("""
            Imap session 1
            S: * OK ready
            C: a1 ONE
            S: * 1 EXISTS
            S: a1 OK done
            C: a2 APPEND {4}
            S: + go on
            C: (4 octets)
            C:
            S: * 1 EXISTS
            S: a2 OK done
            C: bye
            """.ReplaceLineEndings("\n").Replace("C:\n", "C: \n", StringComparison.Ordinal));
        session.Transcript.ClientLines.ShouldBe(["a1 ONE", "a2 APPEND {4}", "", "bye"]);
    }

    [Fact]
    public async Task Entries_say_where_and_when()
    {
        var time = new FakeTimeProvider();
        await using var session = new EchoSession(time: time);
        await session.HearAsync(12);
        time.Advance(TimeSpan.FromSeconds(5));
        await session.SayAllAsync("a2 APPEND {4}\r\nabcd\r\n");
        var literal = session.Transcript.Entries.Single(e => e.Kind == TranscriptKind.Octets);
        literal.ShouldSatisfyAllConditions(
            e => e.Direction.ShouldBe(WireDirection.ToServer),
            e => e.Number.ShouldBe(1),
            e => e.Offset.ShouldBe(15),
            e => e.Length.ShouldBe(4),
            e => e.Text.ShouldBe("abcd"),
            e => e.Time.ShouldBe(session.Transcript.StartedAt + TimeSpan.FromSeconds(5)));
    }

    [Theory]
    [InlineData("a1 LOGIN dmartin secret\r\n", "a1 LOGIN dmartin ***")]
    [InlineData("a1 login \"d martin\" \"secret\"\r\n", "a1 login \"d ***")]
    [InlineData("a1 LOGIN {7+}\r\ndmartin {6+}\r\nsecret\r\n", "a1 LOGIN {7+}|***|***")]
    [InlineData("a1 AUTHENTICATE PLAIN AHNlY3JldA==\r\n", "a1 AUTHENTICATE PLAIN ***")]
    [InlineData("a1 NOOP\r\n", "a1 NOOP")]
    public async Task Passwords_are_left_out(string said, string kept)
    {
        await using var session = new EchoSession();
        await session.SayAllAsync(said);
        session.Transcript.ClientLines.SkipLast(1).ShouldBe(kept.Split('|'));
        session.Transcript.Entries.ShouldAllBe(e => !e.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PASS secret word\r\n", "PASS ***")]
    [InlineData("APOP dmartin c4c9334bac560ecc979e58001b3e22fb\r\n", "APOP dmartin ***")]
    [InlineData("AUTH PLAIN AHNlY3JldA==\r\n", "AUTH PLAIN ***")]
    [InlineData("AUTH\r\nSTAT\r\n", "AUTH|STAT")]
    public async Task Passwords_of_POP3_are_left_out(string said, string kept)
    {
        await using var session = new EchoSession(WireProtocol.Pop3) { Reply = "+OK\r\n" };
        await session.SayAllAsync(said);
        session.Transcript.ClientLines.SkipLast(1).ShouldBe(kept.Split('|'));
    }

    [Fact]
    public async Task What_continues_an_authentication_is_left_out_until_it_has_ended()
    {
        await using var session = new EchoSession { Reply = "+ \r\n" };
        await session.SayAllAsync("a1 AUTHENTICATE PLAIN\r\nAHNlY3JldA==\r\n");
        session.Transcript.ClientLines.ShouldBe(["a1 AUTHENTICATE PLAIN", "***", "***"]);
        session.Tally.Count.Commands.ShouldBe(1);
    }

    [Fact]
    public async Task Of_long_octets_the_first_are_kept_and_all_counted()
    {
        await using var session = new EchoSession(limits: new(64 * 1024, 100));
        await session.SayAllAsync($"a1 APPEND {{100000}}\r\n{new string('x', 100_000)}\r\n");
        var literal = session.Transcript.Entries.Single(e => e.Kind == TranscriptKind.Octets);
        literal.Length.ShouldBe(100_000);
        literal.Octets.Length.ShouldBe(100);
    }

    [Fact]
    public async Task A_long_session_costs_bounded_memory_and_what_is_left_out_is_counted()
    {
        await using var session = new EchoSession(limits: new(10_000, 1000)) { Reply = "{0} OK\r\n" };
        for (var i = 0; i < 100; i++)
        {
            await session.SayAsync(string.Concat(Enumerable.Repeat("a1 NOOP\r\n", 100)));
            await session.HearAsync((i == 0 ? 12 : 0) + 700);
        }

        await session.SayAllAsync("");
        session.Transcript.Entries.Sum(e => 64 + e.Octets.Length).ShouldBeLessThanOrEqualTo(10_000);
        (session.Transcript.Entries.Count + session.Transcript.OmittedEntries).ShouldBe(20_002);
        session.Transcript.ToString().ShouldEndWith($"… {session.Transcript.OmittedEntries} more");
    }

    [Fact]
    public async Task A_line_that_is_too_long_counts_as_one()
    {
        await using var session = new EchoSession();
        await session.SayAllAsync($"a1 {new string('x', 100_000)}\r\na2 TWO\r\n");
        session.Transcript.ClientLines.ShouldBe(["a1 " + new string('x', 253), "a2 TWO", "bye"]);
        session.Transcript.Entries.First(e => e.Direction == WireDirection.ToServer).Length.ShouldBe(100_005);
        session.Transcript.Entries[^1].Offset.ShouldBe(100_005 + 8);
    }
}
