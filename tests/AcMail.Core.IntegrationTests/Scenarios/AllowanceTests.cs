using System.Text.RegularExpressions;
using AcMail.Core.IntegrationTests.Scenarios.Normalising;

namespace AcMail.Core.IntegrationTests.Scenarios;

public sealed partial class AllowanceTests
{
    public static IEnumerable<TheoryDataRow<int>> Rows =>
        Allowances.All.Select((a, i) => new TheoryDataRow<int>(i) { TestDisplayName = $"Set aside: {a.Reason}" });

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_answer_and_another_that_counts_as_the_same(int row)
    {
        var allowance = Allowances.All[row];
        Normal(allowance.Command, allowance.One).ShouldBe(Normal(allowance.Command, allowance.Other));
    }

    [Theory]
    [InlineData("imap NOOP", "OK [ALERT] x", "OK x")]
    [InlineData("imap NOOP", "NO x", "BAD x")]
    [InlineData("imap FETCH", "* 1 FETCH (UID 1)", "* 1 FETCH (UID 2)")]
    [InlineData("imap FETCH", "* 1 FETCH (BODY[TEXT] \"x\")", "* 1 FETCH (BODY[TEXT] \"y\")")]
    [InlineData("imap FETCH", "* 1 FETCH (BODY[TEXT] \"\")", "* 1 FETCH (BODY[TEXT] NIL)")]
    [InlineData("imap EXPUNGE", "* 2 EXPUNGE\r\n* 2 EXPUNGE", "* 2 EXPUNGE\r\n* 3 EXPUNGE")]
    [InlineData("imap LIST", "* LIST (\\HasChildren) \"/\" a", "* LIST (\\HasNoChildren) \"/\" a")]
    [InlineData("imap SEARCH", "* SEARCH 1", "* SEARCH 1 2")]
    [InlineData("pop RETR 1", "+OK", "-ERR no")]
    [InlineData("pop NOOP", "-ERR [IN-USE] no", "-ERR no")]
    [InlineData("smtp NOOP", "250 2.0.0 ok", "250 ok")]
    [InlineData("smtp EHLO", "250-a\r\n250 PIPELINING", "250 a")]
    public void Answers_that_do_not_count_as_the_same(string command, string one, string other) =>
        Normal(command, one).ShouldNotBe(Normal(command, other));

    [Fact]
    public void Mod_sequences_keep_their_order()
    {
        var symbols = new Symbols();
        string[] names = [symbols.ModSeq("10"), symbols.ModSeq("20"), symbols.ModSeq("10"), symbols.ModSeq("15"), symbols.ModSeq("30")];
        names.ShouldBe(["modseq1", "modseq2", "modseq1", "modseq1-and-later", "modseq3"]);
    }

    static string Normal(string command, string answer)
    {
        var (protocol, rest) = (command.Split(' ')[0], command[(command.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var symbols = new Symbols();
        return protocol switch
        {
            "imap" when answer[0] == '*' => string.Join('\n', new ImapNormaliser(symbols).Group(Responses().Split(answer))),
            "imap" => new ImapNormaliser(symbols).Status(answer),
            "pop" => PopReply(new PopNormaliser(symbols), rest, answer.Split("\r\n")),
            _ => string.Join('\n', SmtpNormaliser.Reply(rest, answer.Split("\r\n"))),
        };
    }

    static string PopReply(PopNormaliser normaliser, string command, string[] lines) =>
        string.Join('\n', [normaliser.Status(command, lines[0]), .. normaliser.Lines(command, lines[1..])]);

    [GeneratedRegex(@"\r\n(?=\* )")]
    private static partial Regex Responses();
}
