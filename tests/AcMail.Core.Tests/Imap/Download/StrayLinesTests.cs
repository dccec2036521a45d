using System.Text;
using CsCheck;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail.Tests;

public sealed class StrayLinesTests
{
    const string Message = "From: a@x.fr\r\nSubject: un (deux)\r\n\r\nOne {5}\r\nA1 and * two\r\n";

    static bool AreSeen(string said, params int[] cuts)
    {
        using var lines = new StrayLines(new NullProtocolLogger());
        var octets = Encoding.UTF8.GetBytes(said);
        var last = 0;
        foreach (var cut in cuts.Select(c => c % octets.Length).Append(octets.Length).Order())
        {
            lines.LogServer(octets, last, cut - last);
            last = cut;
        }

        return lines.WereSeen;
    }

    static string Literal(int length, string rest = ")") => $"* 1 FETCH (UID 7 BODY[] {{{length}}}\r\n{Message}{rest}\r\nA00000003 OK done\r\n";

    [Theory]
    [InlineData("* OK ready {5}\r\nA00000000 OK done\r\n")]
    [InlineData("+ \r\nA00000001 OK [CAPABILITY IMAP4rev1] in\r\n+ idling\r\n+\r\n")]
    [InlineData("* LIST () \"/\" {5}\r\nCours\r\n* LIST () \"/\" INBOX)\r\n")]
    [InlineData("* STATUS {5}\r\nCours (MESSAGES 1)\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[HEADER] {0}\r\n BODY[TEXT] {2}\r\n\r\n FLAGS (\\Seen))\r\n\r\n* VANISHED (EARLIER) 1:3\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] NIL)\r\n* 2 FETCH (UID 2 BODY[] {3}\r\nab\n UID 2) \r\n")]
    public void What_a_server_may_say_is_none(string said) => AreSeen(said).ShouldBeFalse();

    [Fact]
    public void A_message_that_is_as_long_as_announced_leaves_none()
    {
        AreSeen(Literal(Message.Length)).ShouldBeFalse();
        AreSeen(Literal(Message.Length, " UID 7)")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_end_of_line_that_was_not_counted_is_none(int uncounted) => AreSeen(Literal(Message.Length - uncounted)).ShouldBeFalse();

    [Fact]
    public void What_is_left_of_a_message_or_missing_of_what_follows_is_seen_however_it_arrives() =>
        Gen.Select(Gen.Int[0, Message.Length + 6].Where(length => length < Message.Length - 2 || length > Message.Length), Gen.Int[0, 1000].Array[0, 5])
            .Sample((length, cuts) => AreSeen(Literal(length), cuts).ShouldBeTrue($"{length}"));

    [Fact]
    public void A_response_has_ended_once_the_line_after_its_literal_has()
    {
        using var lines = new StrayLines(new NullProtocolLogger());
        void Say(string said) => lines.LogServer(Encoding.UTF8.GetBytes(said), 0, said.Length);
        Say("* 1 FETCH (UID 1 BODY[] {2}\r\nab UID");
        lines.Ended.ShouldBe(0);
        Say(" 1)\r\n* 2 FETCH (FLAGS ())\r\n* 3 FETCH (BODY[] {2}\r\na");
        lines.Ended.ShouldBe(1);
        Say("b\r\n)\r\n");
        lines.Ended.ShouldBe(2);
        lines.Forget();
        lines.Ended.ShouldBe(0);
    }

    [Theory]
    [InlineData("* 0 FETCH (UID 1)\r\n")]
    [InlineData("* 00 fetch (UID 1)\r\n")]
    [InlineData("* FETCH (UID 1)\r\n")]
    [InlineData("*   \rFETCH (UID 1)\r\n")]
    [InlineData("* 4294967295 FETCH (UID 1)\r\n")]
    [InlineData("* 4294967295 EXPUNGE\r\n")]
    [InlineData("* 2147483648 exists\r\n")]
    public void What_is_told_of_no_message_cannot_be_read(string said) => Should.Throw<ImapProtocolException>(() => AreSeen(said)).Message.ShouldContain(said.Trim());

    [Theory]
    [InlineData("* 10 FETCH (UID 1)\r\n* 999999999 FETCH (UID 2)\r\n* 0 EXISTS\r\n* FETCHED\r\n")]
    [InlineData("* 1 FETCH (BODY[] {20}\r\n* 0 FETCH (UID 1)\r\n)\r\n")]
    public void Other_numbers_and_what_a_message_says_can(string said) => AreSeen(said).ShouldBeFalse();

    [Fact]
    public void They_are_forgotten_for_the_next_command_and_with_the_connection()
    {
        using var lines = new StrayLines(new NullProtocolLogger());
        void Say(string said) => lines.LogServer(Encoding.UTF8.GetBytes(said), 0, said.Length);
        Say("stray\r\n");
        lines.WereSeen.ShouldBeTrue();
        lines.Forget();
        Say("* 1 FETCH (BODY[] {50}\r\nhalf");
        lines.LogConnect(new("imap://localhost"));
        Say("* OK ready\r\nA00000000 OK done\r\n");
        lines.WereSeen.ShouldBeFalse();
    }
}
