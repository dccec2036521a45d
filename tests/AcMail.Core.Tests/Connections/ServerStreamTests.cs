using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace AcMail.Tests;

public sealed class ServerStreamTests
{
    static async Task<(ServerStream Client, Socket Server)> ConnectAsync(TimeSpan? timeout = null)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var socket = await new SocketDialer(TimeProvider.System).DialAsync(listener.LocalEndpoint, TimeSpan.FromSeconds(5), Some.Token);
        return (new(socket, timeout ?? TimeSpan.FromSeconds(5)), await listener.AcceptSocketAsync(Some.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_sent_arrives_in_whatever_portions_it_is_read(bool asynchronously)
    {
        var (client, server) = await ConnectAsync();
        await using var stream = client;
        using var other = server;
        var sent = RandomNumberGenerator.GetBytes(300_000);
        var sending = server.SendAsync(sent, SocketFlags.None, Some.Token).AsTask();
        var received = new byte[sent.Length];
        for (var at = 0; at < received.Length;)
        {
            var portion = Math.Min(4096, received.Length - at);
            at += asynchronously ? await client.ReadAsync(received.AsMemory(at, portion), Some.Token) : client.Read(received.AsSpan(at, portion));
        }

        await sending;
        received.ShouldBe(sent);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_waited_for_as_long_as_asked_and_then_hung_up_on()
    {
        var (client, server) = await ConnectAsync(TimeSpan.FromMilliseconds(50));
        await using var stream = client;
        using var other = server;
        await Should.ThrowAsync<TimeoutException>(() => client.ReadAsync(new byte[10], Some.Token).AsTask());
        (await server.ReceiveAsync(new byte[10], Some.Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_read_is_cancelled_and_not_timed_out()
    {
        var (client, server) = await ConnectAsync();
        await using var stream = client;
        using var other = server;
        using var cancel = new CancellationTokenSource();
        var reading = client.ReadAsync(new byte[10], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_hang_up_is_seen_without_reading()
    {
        var (client, server) = await ConnectAsync();
        await using var stream = client;
        client.HasHungUp(speakingCounts: true).ShouldBeFalse();
        server.Dispose();
        client.Socket.Poll(5_000_000, SelectMode.SelectRead).ShouldBeTrue();
        client.HasHungUp(speakingCounts: false).ShouldBeTrue();
    }

    [Fact]
    public async Task Small_writes_are_not_held_back()
    {
        var (client, server) = await ConnectAsync();
        await using var stream = client;
        using var other = server;
        client.Socket.NoDelay.ShouldBeTrue();
        ((int)client.Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!).ShouldNotBe(0);
    }
}
