using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Faults;

/// <summary>A stall for good is a connection whose packets are dropped: nothing tells the client, and nothing it says arrives.</summary>
public sealed class SilenceTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    static readonly byte[] Much = new byte[8 * 1024 * 1024];

    public static TheoryData<string> Points => [.. ByName.Keys];

    static Dictionary<string, FaultPoint> ByName { get; } = new FaultPoint[]
    {
        FaultPoint.NextLine(WireDirection.ToClient), FaultPoint.NextLine(WireDirection.ToServer), FaultPoint.Reply("NOOP"),
        FaultPoint.Command("NOOP"), FaultPoint.Status("NOOP"), FaultPoint.AfterLine(WireDirection.ToServer, 2),
    }.ToDictionary(p => p.ToString());

    [Theory, MemberData(nameof(Points))]
    public async Task What_the_client_sends_is_lost_however_much_it_is(string point)
    {
        var fault = Fault.Stall(ByName[point]);
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.LoginAsync(server, server.AddUser("dmartin"));
        server.Faults.Add(fault);
        await talk.SendAsync("x NOOP\r\n");
        await server.Faults.WhenStruckAsync(fault).WaitAsync(Patience);
        await talk.SendAsync(Encoding.Latin1.GetString(Much)).WaitAsync(Patience);
        server.Sessions[0].Ended.IsCompleted.ShouldBeFalse();
        await talk.DisposeAsync();
        await server.Sessions[0].Ended.WaitAsync(Patience);
        server.Sessions[0].ServerLines.ShouldNotContain(l => l.StartsWith("x ", StringComparison.Ordinal));
        server.Sessions[0].ToString().Length.ShouldBeLessThan(2000);
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Over_a_socket_too_with_and_without_TLS(bool tls)
    {
        var fault = Fault.Stall(tls ? FaultPoint.BeforeLine(WireDirection.ToClient, 2) : FaultPoint.Connecting);
        await using var server = MailServer.Start(o => o.Faults = [fault]);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", tls ? server.ImapsPort : server.ImapPort);
        await using Stream stream = tls
            ? new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, (_, _, _, _) => true)
            : new NetworkStream(socket);
        if (stream is SslStream encrypted) await encrypted.AuthenticateAsClientAsync("localhost");
        await stream.WriteAsync("x NOOP\r\n"u8.ToArray());
        await server.Faults.WhenStruckAsync(fault).WaitAsync(Patience);
        await stream.WriteAsync(Much).AsTask().WaitAsync(Patience);
        await stream.DisposeAsync();
        socket.Dispose();
        await server.Sessions[0].Ended.WaitAsync(Patience);
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_idle_session_hears_no_more_and_its_DONE_is_lost()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        await using var talk = await ImapTalk.SelectAsync(server, user);
        await talk.SendAsync("i IDLE\r\n");
        (await talk.ReadAsync()).ShouldBe("+ idling");
        var fault = Fault.Stall(FaultPoint.NextLine(WireDirection.ToClient));
        server.Faults.Add(fault);
        user.Inbox.Add(Mail.Of("one"));
        await server.Faults.WhenStruckAsync(fault).WaitAsync(Patience);
        await talk.SendAsync("DONE\r\nn NOOP\r\n" + new string('x', 1_000_000)).WaitAsync(Patience);
        await talk.DisposeAsync();
        await server.Sessions[0].Ended.WaitAsync(Patience);
        server.Sessions[0].ClientLines.ShouldNotContain(l => l.Contains("NOOP", StringComparison.Ordinal));
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_sent_while_a_connection_stalls_for_a_time_is_answered_afterwards()
    {
        var release = new TaskCompletionSource();
        var fault = Fault.Stall(FaultPoint.Reply("NOOP"), release.Task);
        await using var server = MailServer.Start(o => o.Faults = [fault]);
        await using var talk = await ImapTalk.LoginAsync(server, server.AddUser("dmartin"));
        await talk.SendAsync("x NOOP\r\n");
        await server.Faults.WhenStruckAsync(fault);
        await talk.SendAsync("y NOOP\r\n");
        release.SetResult();
        (await talk.ReadToAsync("y"))[^1].ShouldStartWith("OK ");
    }
}
