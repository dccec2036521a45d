using AcMail.Core.Tests.Support;
using AcMail.Tests;
using MailKit.Net.Pop3;

namespace AcMail.Core.Tests.Pop3.Sessions;

[Collection(nameof(Memory))]
public sealed class LargeMessageMemoryTests
{
    const int Size = 65_536_000;

    static readonly string Line = new string('x', 65_534) + "\r\n";

    [Theory]
    [InlineData(Size)]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task A_large_message_passes_through_memory_without_staying_there_whatever_size_was_listed(long size)
    {
        await using var server = new ScriptedServer(SendOneAsync);
        await using var session = await ConnectAsync(server);
        Memory.ShouldStayBelow(2_000_000, measure =>
        {
            using var content = RetrieveAsync(session, measure, size).GetAwaiter().GetResult();
            content.ShouldBeOfType<Measured>().Length.ShouldBe(Size);
        });
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_as_that_and_not_as_a_broken_connection()
    {
        var full = new MailException(new(MailErrorKind.StorageFull, new("Full.", "Plein."), new("", "")));
        await using var server = new ScriptedServer(SendOneAsync);
        await using var session = await ConnectAsync(server);
        (await Should.ThrowAsync<MailException>(() => RetrieveAsync(session, () => throw full))).ShouldBe(full);
    }

    static async Task SendOneAsync(ScriptedConnection connection)
    {
        await connection.SayAsync("+OK ready");
        while (await connection.HearAsync() is { } command)
        {
            await connection.SayAsync(command switch
            {
                "STAT" => $"+OK 1 {Size}",
                "CAPA" => "-ERR unknown",
                "UIDL 1" => "+OK 1 u1",
                _ => "+OK",
            });
            if (command != "RETR 1") continue;
            for (var i = 0; i < Size / Line.Length; i++) await connection.SayAsync(Line[..^2]);
            await connection.SayAsync(".");
        }
    }

    static async Task<MailSession<Pop3Client>> ConnectAsync(ScriptedServer server)
    {
        var replies = new ServerReplyTap();
        var client = new Pop3Client(replies);
        await client.ConnectAsync("127.0.0.1", server.Port, MailKit.Security.SecureSocketOptions.None, TestContext.Current.CancellationToken);
        await client.AuthenticateAsync("dmartin", "secret", TestContext.Current.CancellationToken);
        return new(client, server.Endpoint(ServerProtocol.Pop3), replies);
    }

    static Task<Stream?> RetrieveAsync(MailSession<Pop3Client> session, Action measure, long size = Size) =>
        new PopRetriever(session, new(), new SpoolingOnly(() => new Measured(measure))).RetrieveAgainAsync(new(0, "u1", size), TestContext.Current.CancellationToken);

    /// <summary>Counts what is written, and calls its argument now and then.</summary>
    sealed class Measured(Action measure) : Stream
    {
        const int Interval = 8 << 20;

        long _length;

        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_length / Interval != (_length + buffer.Length) / Interval) measure();
            _length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
