using System.Diagnostics;
using System.Threading.Channels;

namespace AcMail.Benchmarks.Distance;

/// <summary>One direction of a connection: what goes in comes out after a while, however much there is of it.</summary>
static class DelayedLine
{
    // More than is ever under way in 50 ms on loopback.
    const int PiecesUnderWay = 4096, PieceSize = 64 * 1024;

    public static Task RunAsync(Stream from, Stream to, TimeSpan delay, Action<Memory<byte>> alter)
    {
        var underWay = Channel.CreateBounded<(long Sent, Memory<byte> Piece)>(PiecesUnderWay);
        return Task.WhenAll(TakeAsync(from, underWay, alter), GiveAsync(underWay, to, delay));
    }

    static async Task TakeAsync(Stream from, ChannelWriter<(long, Memory<byte>)> underWay, Action<Memory<byte>> alter)
    {
        try
        {
            var buffer = new byte[PieceSize];
            while (await from.ReadAsync(buffer) is > 0 and var count)
            {
                Memory<byte> piece = buffer.AsSpan(0, count).ToArray();
                alter(piece);
                await underWay.WriteAsync((Stopwatch.GetTimestamp(), piece));
            }
        }
        catch (IOException)
        {
            // Whoever hangs up, hangs up on both.
        }

        underWay.Complete();
    }

    static async Task GiveAsync(ChannelReader<(long Sent, Memory<byte> Piece)> underWay, Stream to, TimeSpan delay)
    {
        await foreach (var (sent, piece) in underWay.ReadAllAsync())
        {
            if (delay - Stopwatch.GetElapsedTime(sent) is { Ticks: > 0 } left) await Task.Delay(left);
            await to.WriteAsync(piece);
        }

        to.Close();
    }
}
