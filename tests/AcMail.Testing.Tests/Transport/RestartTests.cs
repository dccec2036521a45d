using System.Net.Sockets;
using AcMail.Testing.Tests.Support;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace AcMail.Testing.Tests.Transport;

public sealed class RestartTests
{
    [Fact]
    public async Task A_server_that_is_started_again_has_the_same_ports_and_the_same_mail()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"));
        var ports = Ports(server);
        for (var i = 0; i < 3; i++)
        {
            using var client = new ImapClient();
            await client.ConnectAsync("127.0.0.1", server.ImapPort, SecureSocketOptions.None);
            await client.AuthenticateAsync("dmartin", "secret");
            await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
            client.Inbox.Count.ShouldBe(1 + i);

            await server.StopAsync();
            (await Record.ExceptionAsync(() => client.NoOpAsync())).ShouldNotBeNull();
            client.IsConnected.ShouldBeFalse();
            foreach (var port in ports) await ShouldRefuseAsync(port);
            user.Inbox.Add(Mail.Of("two"));
            server.Restart();
            Ports(server).ShouldBe(ports);
        }

        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stopped_server_refuses_every_way_in()
    {
        await using var server = MailServer.Start();
        await server.StopAsync();
        await server.StopAsync();
        Should.Throw<SocketException>(() => server.Connect(WireProtocol.Imap)).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        var port = server.Pop3Port;
        await ShouldRefuseAsync(port);
        server.Restart();
        server.Restart();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port);
        (await socket.ReceiveAsync(new byte[100])).ShouldBeGreaterThan(0);
        server.Sessions.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(WireProtocol.Imap), InlineData(WireProtocol.Pop3), InlineData(WireProtocol.Smtp)]
    public async Task Sessions_end_without_a_word(WireProtocol protocol)
    {
        await using var server = MailServer.Start();
        await using var client = server.Connect(protocol);
        (await client.ReadAsync(new byte[1000])).ShouldBeGreaterThan(0);
        await server.StopAsync();
        server.Sessions[0].Ended.IsCompleted.ShouldBeTrue();
        (await client.ReadAsync(new byte[1000])).ShouldBe(0);
    }

    [Fact]
    public async Task A_POP3_session_that_a_stop_ends_deletes_nothing_and_leaves_the_maildrop_free()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"));
        await using var first = new LineClient(server.Connect(WireProtocol.Pop3));
        await first.ReadLineAsync();
        foreach (var line in new[] { "USER dmartin", "PASS secret", "DELE 1" }) (await first.AskAsync(line)).ShouldStartWith("+OK");
        await server.StopAsync();
        user.Inbox.Messages.Count.ShouldBe(1);

        server.Restart();
        await using var second = new LineClient(server.Connect(WireProtocol.Pop3));
        await second.ReadLineAsync();
        foreach (var line in new[] { "USER dmartin", "PASS secret" }) (await second.AskAsync(line)).ShouldStartWith("+OK");
    }

    [Fact]
    public async Task A_session_that_is_idle_or_stalls_ends_too()
    {
        var stall = Fault.Stall(FaultPoint.Reply("NOOP"));
        await using var server = MailServer.Start(o => o.Faults = [stall]);
        var user = server.AddUser("dmartin");
        await using var idle = await ImapTalk.SelectAsync(server, user);
        await idle.SendAsync("i IDLE\r\n");
        await using var stalled = await ImapTalk.LoginAsync(server, user);
        await stalled.SendAsync("n NOOP\r\n");
        await server.Faults.WhenStruckAsync(stall);
        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        server.Sessions.ShouldAllBe(s => s.Ended.IsCompleted);
        (await stalled.IsClosedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stopped_server_can_be_disposed_and_is_not_started_again_then()
    {
        var server = MailServer.Start();
        var port = server.ImapPort;
        await server.StopAsync();
        await server.DisposeAsync();
        Should.Throw<ObjectDisposedException>(server.Restart);
        await Should.ThrowAsync<ObjectDisposedException>(server.StopAsync);
        await ShouldRefuseAsync(port);
    }

    static int[] Ports(MailServer server) =>
        [server.ImapPort, server.ImapsPort, server.Pop3Port, server.Pop3sPort, server.SubmissionPort, server.SubmissionsPort];

    static async Task ShouldRefuseAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        (await Should.ThrowAsync<SocketException>(() => socket.ConnectAsync("127.0.0.1", port))).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }
}
