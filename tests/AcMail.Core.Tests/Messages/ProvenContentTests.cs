using AcMail.Storage;
using AcMail.Tests;

namespace AcMail.Core.Tests.Messages;

public sealed class ProvenContentTests
{
    static readonly byte[] Received = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(5000)]
    public void What_was_damaged_fails_with_its_last_byte_and_can_be_read_all_the_same(int step)
    {
        using var content = Open(500);
        var (read, failures) = (new List<byte>(), 0);
        var buffer = new byte[step];
        while (true)
        {
            try
            {
                var count = content.Read(buffer);
                if (count == 0) break;
                read.AddRange(buffer[..count]);
            }
            catch (MailException e)
            {
                e.Failure.Kind.ShouldBe(MailErrorKind.StorageDamaged);
                e.Failure.Message.French.ShouldContain("42");
                failures++;
            }
        }

        failures.ShouldBe(1);
        read.ShouldBe(Damaged(500));
    }

    [Fact]
    public async Task What_is_as_it_was_received_is_read_in_any_order_and_again()
    {
        await using var content = Open(null);
        var buffer = new byte[600];
        content.Position = 900;
        (await content.ReadAsync(buffer, Some.Token)).ShouldBe(100);
        content.Position = 0;
        await content.ReadExactlyAsync(buffer, Some.Token);
        content.Position = 300;
        (await content.ReadAsync(buffer, Some.Token)).ShouldBe(600);
        for (var time = 0; time < 2; time++)
        {
            content.Position = 0;
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, Some.Token);
            copy.ToArray().ShouldBe(Received);
        }
    }

    [Fact]
    public void Damage_is_found_by_pieces_that_overlap()
    {
        using var content = Open(999);
        content.ReadExactly(new byte[600]);
        content.Position = 100;
        content.ReadExactly(new byte[700]);
        Should.Throw<MailException>(() => content.Read(new byte[600]));
    }

    static ProvenContent Open(int? damaged) => new(new MemoryStream(Damaged(damaged)), ContentKey.Of(Received), 42);

    static byte[] Damaged(int? at) => [.. Received.Select((b, i) => i == at ? (byte)~b : b)];
}
