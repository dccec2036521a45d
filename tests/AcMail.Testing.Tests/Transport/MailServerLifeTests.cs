using System.Net.Sockets;
using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Transport;

public sealed class MailServerLifeTests
{
    [Theory]
    [InlineData(WireProtocol.Imap), InlineData(WireProtocol.Pop3), InlineData(WireProtocol.Smtp)]
    public async Task Disposing_ends_sessions_that_wait(WireProtocol protocol)
    {
        var server = MailServer.Start();
        await using var client = server.Connect(protocol);
        (await client.ReadAsync(new byte[1000])).ShouldBeGreaterThan(0);
        await server.DisposeAsync();
        (await client.ReadAsync(new byte[1000])).ShouldBe(0);
        server.Sessions.Single().Ended.IsCompletedSuccessfully.ShouldBeTrue();
        server.UnhandledErrors.ShouldBeEmpty();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Disposing_ends_a_session_whose_client_reads_nothing()
    {
        var server = MailServer.Start();
        await using var client = server.Connect(WireProtocol.Smtp);
        await client.WriteAsync("EHLO x\r\n"u8.ToArray());
        var flood = Task.Run(async () =>
        {
            var noops = Enumerable.Repeat("NOOP\r\n"u8.ToArray(), 1000).SelectMany(l => l).ToArray();
            try
            {
                while (true) await client.WriteAsync(noops);
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                // The server's end is closed.
            }
        });
        (await Task.WhenAny(flood, Task.Delay(200))).ShouldNotBe(flood);
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_is_disposed_takes_no_connection()
    {
        var server = MailServer.Start();
        var port = server.ImapPort;
        await server.DisposeAsync();
        Should.Throw<ObjectDisposedException>(() => server.Connect(WireProtocol.Imap));
        Should.Throw<ObjectDisposedException>(() => server.Pop3Port);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await Should.ThrowAsync<SocketException>(() => socket.ConnectAsync("127.0.0.1", port));
    }

    [Fact]
    public async Task An_error_of_a_session_is_kept_and_ends_no_other()
    {
        var time = new BrokenTime();
        await using var server = MailServer.Start(o => o.Time = time);
        await using var client = server.Connect(WireProtocol.Smtp);
        (await client.ReadAsync(new byte[1000])).ShouldBeGreaterThan(0);
        time.IsBroken = true;
        await client.WriteAsync("NOOP\r\n"u8.ToArray());
        await server.Sessions[0].Ended;
        server.UnhandledErrors.ShouldHaveSingleItem().Message.ShouldBe("The clock has stopped.");

        time.IsBroken = false;
        await using var other = server.Connect(WireProtocol.Smtp);
        (await other.ReadAsync(new byte[1000])).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_client_that_breaks_off_a_TLS_handshake_is_no_error_of_the_server()
    {
        await using var server = MailServer.Start();
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync("127.0.0.1", server.ImapsPort);
            await socket.SendAsync("this is no TLS\r\n"u8.ToArray());
            await socket.ReceiveAsync(new byte[100]);
        }

        while (server.Sessions.Count == 0) await Task.Yield();
        await server.Sessions[0].Ended;
        server.UnhandledErrors.ShouldBeEmpty();
    }

    sealed class BrokenTime : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new InvalidOperationException("The clock has stopped.") : base.GetUtcNow();
    }
}
