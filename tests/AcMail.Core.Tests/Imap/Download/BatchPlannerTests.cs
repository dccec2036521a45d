using CsCheck;

namespace AcMail.Core.Tests.Imap.Download;

public sealed class BatchPlannerTests
{
    [Fact]
    public void Batches_grow_where_they_are_quick_and_shrink_where_they_are_slow()
    {
        var sizes = Walk(BatchPlanner.Smallest, [0.2, 0.9, 0.9, 2, 6, 6, 6]);
        sizes.ShouldBe([4000, 5000, 5000, 5000, 1250, 1000, 1000]);
    }

    [Fact]
    public void A_batch_is_never_smaller_or_larger_than_its_bounds() => Gen.Double[0, 20].Array.Sample(seconds =>
        Walk(BatchPlanner.Smallest, seconds).ShouldAllBe(size => size >= BatchPlanner.Smallest && size <= BatchPlanner.Largest));

    static List<int> Walk(int size, IEnumerable<double> seconds) =>
        [.. seconds.Select(s => size = BatchPlanner.Next(size, TimeSpan.FromSeconds(s)))];
}
