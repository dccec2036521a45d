using System.Text;
using CsCheck;

namespace AcMail.Testing.Tests.Transport;

public sealed class OutputFramerTests
{
    static readonly Gen<string> Response = Gen.OneOf(
        Gen.Const("* 1 EXISTS\r\n"), Gen.Const("a1 OK {x}\r\n"), Gen.Const("* 1 FETCH (BODY[] {7}\r\na\r\n{3}\r)\r\n"), Gen.Const("~{4}\r\n\0\n\r\n\r\n"),
        Gen.Const("\n"), Gen.Const("{0}\r\n\r\n"));

    [Fact]
    public void Frames_are_the_same_however_the_output_is_cut_up() =>
        Gen.Select(Response.List[1, 8], Gen.Int[1, 20]).Sample((responses, size) =>
        {
            var all = Encoding.Latin1.GetBytes(string.Concat(responses));
            Frames(all, size).ShouldBe(Frames(all, all.Length));
        });

    [Fact]
    public void Literals_are_no_lines() =>
        Frames("* 1 FETCH (BODY[] {7}\r\na\r\nb\r\nc)\r\n"u8.ToArray(), 5).ShouldBe(["line 23", "octets 7", "line 3"]);

    [Fact]
    public void Content_is_no_line_although_it_looks_like_one()
    {
        var (framer, buffer) = (new OutputFramer(WireProtocol.Pop3), new OctetBuffer(4));
        Write("+OK\r\n", false);
        Write("Subject: {3}\r\n", true);
        Write("\r\nx\r\n", true);
        Write(".\r\n", false);
        Merge(Take(framer, buffer)).ShouldBe(["line 5", "octets 19", "line 3"]);

        void Write(string text, bool isContent)
        {
            var count = Encoding.ASCII.GetBytes(text, buffer.GetSpan(text.Length));
            buffer.Advance(count);
            framer.Written(count, isContent);
        }
    }

    static List<string> Frames(byte[] all, int size)
    {
        var (framer, buffer, frames) = (new OutputFramer(WireProtocol.Imap), new OctetBuffer(4), new List<(bool, int)>());
        foreach (var part in all.Chunk(size))
        {
            part.CopyTo(buffer.GetSpan(part.Length));
            buffer.Advance(part.Length);
            framer.Written(part.Length, false);
            frames.AddRange(Take(framer, buffer));
        }

        return Merge(frames);
    }

    static List<(bool IsLine, int Length)> Take(OutputFramer framer, OctetBuffer buffer)
    {
        var frames = new List<(bool, int)>();
        while (framer.TryTake(buffer.Span, out var frame))
        {
            frames.Add((frame.IsLine, frame.Length));
            buffer.Consume(frame.Length);
        }

        return frames;
    }

    static List<string> Merge(List<(bool IsLine, int Length)> frames)
    {
        var merged = new List<(bool IsLine, int Length)>();
        foreach (var frame in frames)
        {
            if (merged is [.., (false, var length)] && !frame.IsLine) merged[^1] = (false, length + frame.Length);
            else merged.Add(frame);
        }

        return [.. merged.Select(f => $"{(f.IsLine ? "line" : "octets")} {f.Length}")];
    }
}
