using CsCheck;

namespace AcMail.Core.Tests.Pop3;

public sealed class PopPlannerTests
{
    static readonly Gen<DropListing> Listings = Gen.Select(Gen.Int[0, 30], Gen.Long[0, 50]).Array[0, 30]
        .Select(entries => new DropListing([.. entries.Select((e, index) => new DropListingEntry(index, $"u{e.Item1}", e.Item2))]));

    [Fact]
    public void Exactly_what_was_never_downloaded_is_downloaded_oldest_first() =>
        Gen.Select(Listings, Gen.Int[0, 30].Array[0, 20], Gen.Int[1, 6], Gen.Long[1, 120]).Sample((listing, held, count, bytes) =>
        {
            var downloaded = held.Select(h => $"u{h}").ToHashSet();
            var batches = PopPlanner.PlanDownloads(listing, downloaded, count, bytes).ToList();
            batches.SelectMany(b => b).ShouldBe(listing.Entries.Where(e => !downloaded.Contains(e.UniqueId)));
            batches.All(b => b.Count <= count && (b.Count == 1 || b.Sum(e => e.Size) <= bytes)).ShouldBeTrue();
        });
}
