using CsCheck;

namespace AcMail.Core.Tests.Pop3;

public sealed class PopBatchTests
{
    static readonly Gen<long> Sizes = Gen.OneOf(Gen.Long[0, 50], Gen.Const(ReceivedContent.MemoryLimit + 1L));

    [Fact]
    public void Batches_hold_everything_in_order_and_keep_their_bounds() =>
        Gen.Select(Sizes.Array[0, 30], Gen.Int[1, 6], Gen.OneOf(Gen.Long[1, 120], Gen.Const(10_000_000L))).Sample((sizes, count, bytes) =>
        {
            var entries = sizes.Select((size, index) => new DropListingEntry(index, $"u{index}", size)).ToList();
            var batches = PopPlanner.Batch(entries, count, bytes).ToList();
            batches.SelectMany(b => b).ShouldBe(entries);
            batches.All(b => b.Count <= count && (b.Count == 1 || (b.Sum(e => e.Size) <= bytes && b.All(e => e.FitsInMemory)))).ShouldBeTrue();
        });
}
