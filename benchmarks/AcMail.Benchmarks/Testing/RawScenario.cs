using AcMail.Testing;

namespace AcMail.Benchmarks.Testing;

/// <summary>A client that costs next to nothing: it sends octets written beforehand, and waits for each tagged reply.</summary>
static class RawScenario
{
    static readonly (byte[] Command, byte[] Tag)[] Steps =
    [
        ("a LOGIN dmartin secret\r\n"u8.ToArray(), "a OK"u8.ToArray()),
        ("b SELECT INBOX\r\n"u8.ToArray(), "b OK"u8.ToArray()),
        ("c FETCH 1:10 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])\r\n"u8.ToArray(), "c OK"u8.ToArray()),
        ("d LOGOUT\r\n"u8.ToArray(), "d OK"u8.ToArray()),
    ];

    public static async Task RunAsync(MailServer server)
    {
        await using var stream = server.Connect(WireProtocol.Imap);
        var input = new byte[64 * 1024];
        await ReadToAsync(stream, input, "* OK"u8.ToArray());
        foreach (var (command, tag) in Steps)
        {
            await stream.WriteAsync(command);
            await ReadToAsync(stream, input, tag);
        }
    }

    // The line begins with it: the messages hold no such line.
    static async Task ReadToAsync(Stream stream, byte[] input, byte[] beginning)
    {
        for (var end = 0; ;)
        {
            var count = await stream.ReadAsync(input.AsMemory(end));
            if (count == 0) throw new IOException("The server has hung up.");
            end += count;
            var octets = input.AsSpan(0, end);
            if (octets[^1] != '\n') continue;
            var lineStart = octets[..^1].LastIndexOf((byte)'\n') + 1;
            if (octets[lineStart..].StartsWith(beginning)) return;
        }
    }
}
