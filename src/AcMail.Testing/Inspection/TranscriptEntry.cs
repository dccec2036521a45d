using System.Text;

namespace AcMail.Testing;

/// <summary>A line, or a run of octets, that went over a connection.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Which line of its direction, from 1; for octets, the line that announced them.</param>
/// <param name="Offset">How many octets went that way before.</param>
/// <param name="Length">How many octets it has, a line's end included.</param>
/// <param name="Time">When it went, by the server's clock.</param>
/// <param name="Octets">What was kept of it: a line without its end and without passwords, the first octets of what is long.</param>
public sealed record TranscriptEntry(
    WireDirection Direction, TranscriptKind Kind, int Number, long Offset, long Length, DateTimeOffset Time, ReadOnlyMemory<byte> Octets)
{
    /// <summary>What was kept of it, as text.</summary>
    public string Text => Encoding.UTF8.GetString(Octets.Span);

    /// <summary>A line as <c>C: text</c> or <c>S: text</c>, octets by their count.</summary>
    public override string ToString() =>
        (Direction == WireDirection.ToServer ? "C: " : "S: ") + (Kind == TranscriptKind.Line ? Text : $"({Length} octets)");
}
