using System.Text;

namespace AcMail.Testing.Tests.Hostile;

/// <summary>Sends octets as they are, while it reads whatever comes.</summary>
static class HostileClient
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends all, hangs up, and returns what the server said.</summary>
    public static async Task<string> SayAsync(MailServer server, WireProtocol protocol, params IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        var heard = new StringBuilder();
        await SayAsync(server, protocol, parts, octets => heard.Append(Encoding.Latin1.GetString(octets.Span)));
        return heard.ToString();
    }

    /// <summary>Sends all, and gives out what the server says, until it hangs up, or answers no more.</summary>
    public static async Task SayAsync(MailServer server, WireProtocol protocol, IEnumerable<ReadOnlyMemory<byte>> parts, Action<ReadOnlyMemory<byte>> hear)
    {
        var stream = server.Connect(protocol);
        try
        {
            var session = server.Sessions[^1];
            var listening = ListenAsync(stream, hear);
            await SendAsync(stream, parts);
            await listening.WaitAsync(Patience);
            await session.Ended.WaitAsync(Patience);
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    static async Task SendAsync(Stream stream, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        try
        {
            foreach (var part in parts) await stream.WriteAsync(part).AsTask().WaitAsync(Patience);
            ((MemoryDuplex)stream).CloseOutput();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The server has hung up first.
        }
    }

    static async Task ListenAsync(Stream stream, Action<ReadOnlyMemory<byte>> hear)
    {
        var octets = new byte[64 * 1024];
        while (await stream.ReadAsync(octets) is > 0 and var count) hear(octets.AsMemory(0, count));
    }
}
