using System.Text;
using CsCheck;

namespace AcMail.Core.Tests.Pop3.Retrieval;

public sealed class RetrievedTextTests
{
    static readonly Gen<string> Octets = Gen.OneOf(".", "..", "\r", "\n", "\r\n", "\r\n.", "\r\n..", "a").Array[0, 12].Select(string.Concat);

    static (string Text, bool IsComplete) Read(params IEnumerable<string> pieces)
    {
        using var text = new MemoryStream();
        var reading = new RetrievedText(text);
        foreach (var piece in pieces) reading.Read(Encoding.ASCII.GetBytes(piece));
        return (Encoding.ASCII.GetString(text.ToArray()), reading.IsComplete);
    }

    [Theory]
    [InlineData("Subject: a\r\n\r\nb\r\n", "Subject: a\r\n\r\nb\r\n")]
    [InlineData("..\r\n..a\r\n...\r\na.\r\n", ".\r\n.a\r\n..\r\na.\r\n")]
    [InlineData(".stuffed by nobody\r\n", ".stuffed by nobody\r\n")]
    [InlineData(".\rno end\r\n", ".\rno end\r\n")]
    [InlineData("", "")]
    public void What_was_stuffed_is_as_it_was(string sent, string text) => Read($"+OK 10 octets\r\n{sent}.\r\n").ShouldBe((text, true));

    [Fact]
    public void A_line_feed_alone_ends_it_too() => Read("+OK\na\n.\n").ShouldBe(("a\n", true));

    [Theory]
    [InlineData("+OK\r\na\r\n.\r\n+OK\r\n")]
    [InlineData("+OK\r\na\r\n.\r")]
    [InlineData("+OK\r\na\r\n")]
    [InlineData("+OK\r\n")]
    [InlineData("-ERR no\r\n")]
    public void What_does_not_end_where_the_reply_does_is_not_complete(string reply) => Read(reply).IsComplete.ShouldBeFalse();

    [Fact]
    public void However_it_is_cut_it_is_what_comes_before_the_first_lone_dot() =>
        Gen.Select(Octets, Gen.Int[1, 5]).Sample((sent, piece) =>
        {
            var reply = $"+OK\r\n{sent}\r\n.\r\n";
            var (text, isComplete) = Read(reply.Chunk(piece).Select(c => new string(c)));
            var (expected, after) = LineByLine(reply);
            return text == expected && isComplete == (after.Length == 0);
        });

    /// <summary>The same as the RFC says it, and what comes after the end.</summary>
    static (string Text, string After) LineByLine(string reply)
    {
        var text = new StringBuilder();
        for (var at = reply.IndexOf('\n', StringComparison.Ordinal) + 1; ;)
        {
            var next = reply.IndexOf('\n', at) + 1;
            var line = reply[at..next];
            at = next;
            if (line is ".\r\n" or ".\n") return (text.ToString(), reply[at..]);
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line);
        }
    }
}
