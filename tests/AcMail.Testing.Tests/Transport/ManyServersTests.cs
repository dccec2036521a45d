using System.Net.Sockets;
using System.Text;

namespace AcMail.Testing.Tests.Transport;

/// <summary>Looks at the memory of the process, and therefore runs while nothing else does.</summary>
[CollectionDefinition(nameof(ManyServersTests), DisableParallelization = true)]
public sealed class AloneInTheProcess;

[Collection(nameof(ManyServersTests))]
public sealed class ManyServersTests(ITestOutputHelper output)
{
    const long Noise = 1_000_000;

    [Fact]
    public async Task Ten_thousand_servers_leave_the_memory_as_it_was()
    {
        await RunAsync(500);
        long before, after;
        do
        {
            before = Memory();
            await RunAsync(10_000);
            after = Memory();
            output.WriteLine($"{before:N0} octets before, {after:N0} after: {100.0 * (after - before) / before:+0.0;-0.0} %");
        }
        // What tests before this one have left may only go meanwhile, and would hide a leak.
        while (after < before - Noise);

        // Ten per cent, and less than a leak of 100 octets a server would come to.
        (after - before).ShouldBeLessThan(Math.Min(before / 10, Noise));
    }

    static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    // Each serves an in-memory session, every tenth one over a socket too.
    static async Task RunAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var server = MailServer.Start();
            server.AddUser("dmartin").Inbox.Add("Subject: x\r\n\r\nx\r\n"u8.ToArray());
            await using (var stream = server.Connect((WireProtocol)(i % 3))) await GreetAsync(stream);
            if (i % 10 != 0) continue;
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync("127.0.0.1", server.ImapPort);
            await using var network = new NetworkStream(socket);
            await GreetAsync(network);
        }
    }

    static async Task GreetAsync(Stream stream)
    {
        var octets = new byte[1024];
        var count = await stream.ReadAsync(octets);
        Encoding.ASCII.GetString(octets, 0, count).ShouldEndWith("\r\n");
    }
}
