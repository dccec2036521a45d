using System.Diagnostics;
using System.Text;
using AcMail.Testing.Tests.Transport;

namespace AcMail.Testing.Tests.Hostile;

[Collection(nameof(ManyServersTests))]
public sealed class ManyCommandsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(WireProtocol.Imap, "x NOOP\r\n"), InlineData(WireProtocol.Pop3, "NOOP\r\n"), InlineData(WireProtocol.Smtp, "NOOP\r\n")]
    public async Task A_million_NOOPs_take_bounded_memory(WireProtocol protocol, string noop)
    {
        const int Million = 1_000_000;
        await using var server = MailServer.Start();
        server.AddUser("dmartin");
        ReadOnlyMemory<byte> thousand = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(noop, 1000)));
        ReadOnlyMemory<byte> login = "USER dmartin\r\nPASS secret\r\n"u8.ToArray();
        var parts = Enumerable.Repeat(thousand, Million / 1000);
        if (protocol == WireProtocol.Pop3) parts = parts.Prepend(login);
        var (lines, most, next, started) = (0L, 0L, 0L, Stopwatch.GetTimestamp());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await HostileClient.SayAsync(server, protocol, parts, octets =>
        {
            lines += octets.Span.Count((byte)'\n');
            if (lines < next) return;
            next += Million / 10;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        });
        var left = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{protocol}: {Million / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} NOOPs/s, {most:N0} octets more at most, {left:N0} afterwards");
        lines.ShouldBe(Million + (protocol == WireProtocol.Pop3 ? 3 : 1));
        Math.Max(left, most).ShouldBeLessThan(8_000_000);
    }
}
