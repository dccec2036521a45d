using AcMail.Core.Tests.Support;

namespace AcMail.Core.Tests.Sync;

public sealed class ReceivingStreamTests
{
    [Fact]
    public async Task A_literal_longer_than_announced_is_kept_whole()
    {
        await using var stream = new ReceivingStream(10, new SpoolingOnly(() => new MemoryStream()));
        stream.Write(new byte[4000]);
        stream.Write(new byte[5000]);
        stream.Position = 0;
        using var content = stream.Take();
        content.Length.ShouldBe(9000);
    }

    [Fact]
    public async Task A_large_literal_goes_to_a_spool_and_not_to_memory()
    {
        await using var stream = new ReceivingStream(ReceivedContent.MemoryLimit + 1, new SpoolingOnly(() => new MemoryStream()));
        stream.Write(new byte[100]);
        using var content = stream.Take();
        content.Length.ShouldBe(100);
        content.Cost.ShouldBeLessThan(ReceivedContent.MemoryLimit);
    }

    [Fact]
    public async Task Content_can_be_taken_once()
    {
        await using var stream = new ReceivingStream(10, new SpoolingOnly(() => new MemoryStream()));
        using var content = stream.Take();
        Should.Throw<InvalidOperationException>(stream.Take);
    }
}
