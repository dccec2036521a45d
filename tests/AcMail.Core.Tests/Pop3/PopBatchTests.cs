using CsCheck;

namespace AcMail.Core.Tests.Pop3;

public sealed class PopBatchTests
{
    [Fact]
    public void Batches_hold_everything_in_order_and_keep_their_bounds() =>
        Gen.Select(Gen.Long[0, 50].Array[0, 30], Gen.Int[1, 6], Gen.Long[1, 120]).Sample((sizes, count, bytes) =>
        {
            var entries = sizes.Select((size, index) => new DropListingEntry(index, $"u{index}", size)).ToList();
            var batches = PopPlanner.Batch(entries, count, bytes).ToList();
            batches.SelectMany(b => b).ShouldBe(entries);
            batches.All(b => b.Count <= count && (b.Count == 1 || b.Sum(e => e.Size) <= bytes)).ShouldBeTrue();
        });
}
