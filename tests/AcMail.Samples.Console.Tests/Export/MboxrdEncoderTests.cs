using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;

namespace AcMail.Cli.Tests.Export;

public sealed partial class MboxrdEncoderTests
{
    static readonly Gen<string> Contents =
        Pieces.Of("From ", ">", "From", "F", "Fro", "\r\n", "\n", "\r", " ", "x", "From \r\n", "\r\nFrom ");

    [Theory]
    [InlineData("A: b\r\n\r\nFrom me\r\n", "A: b\n\n>From me\n\n")]
    [InlineData("A: b\r\n\r\n>>From me\r\n", "A: b\n\n>>>From me\n\n")]
    [InlineData("A: b\r\n\r\nFromage\r\n From x\r\n", "A: b\n\nFromage\n From x\n\n")]
    [InlineData("no end", "no end\n\n")]
    [InlineData("", "\n")]
    [InlineData("From", "From\n\n")]
    public void Lines_that_look_like_separators_are_quoted(string content, string expected) => Encode(content, int.MaxValue).ShouldBe(expected);

    [Fact]
    public void How_the_content_is_cut_into_pieces_makes_no_difference() =>
        Gen.Select(Contents, Gen.Int[1, 7]).Sample((content, size) => Encode(content, size) == Encode(content, int.MaxValue));

    [Fact]
    public void Unquoting_gives_the_content_back() => Contents.Sample(content =>
    {
        var encoded = Encode(content, 3);
        var lines = content.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (lines.Length > 0 && !lines.EndsWith('\n')) lines += "\n";
        return !Separator().IsMatch(encoded) && Quoted().Replace(encoded, "$1") == lines + "\n";
    });

    static string Encode(string content, int pieces)
    {
        var output = new ArrayBufferWriter<byte>();
        var encoder = new MboxrdEncoder();
        foreach (var piece in Encoding.Latin1.GetBytes(content).Chunk(pieces)) encoder.Encode(piece, output);
        encoder.Finish(output);
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }

    [GeneratedRegex("(?<=^|\n)From ")]
    private static partial Regex Separator();

    [GeneratedRegex("(?<=^|\n)>(>*From )")]
    private static partial Regex Quoted();
}
