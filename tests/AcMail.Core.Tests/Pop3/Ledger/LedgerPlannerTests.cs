using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Pop3.Ledger;

public sealed class LedgerPlannerTests
{
    static readonly Gen<(string Name, int Size)[]> Maildrops =
        Gen.Select(Gen.Int[0, 30].Select(i => $"u{i}"), Gen.Int[1, 5000]).Array[0, 12].Select(all => all.DistinctBy(m => m.Item1).ToArray());

    static Dictionary<string, DropEntry> Ledger(IEnumerable<(string Name, int Size)> messages) =>
        messages.ToDictionary(m => m.Name, m => new DropEntry(m.Name, DropState.Downloaded) { Size = m.Size }, StringComparer.Ordinal);

    static DropListing? Recognise((string Name, int Size)[] listed, Dictionary<string, DropEntry> ledger) =>
        LedgerPlanner.Recognise([.. listed.Select(m => m.Name)], listed.Length, listed.Sum(m => m.Size), ledger);

    [Fact]
    public void A_maildrop_of_which_all_is_known_is_listed_as_LIST_would() => Gen.Select(Maildrops, Gen.Int[0, 12]).Sample((known, left) =>
    {
        var listed = known.Skip(left).ToArray();
        Recognise(listed, Ledger(known))!.Entries.ShouldBe(listed.Select((m, i) => new DropListingEntry(i, m.Name, m.Size)));
    });

    [Fact]
    public void Whatever_came_or_has_another_size_makes_the_sizes_be_asked_for() => Gen.Select(Maildrops, Maildrops, Gen.Int[0, 12]).Sample((known, others, left) =>
    {
        var ledger = Ledger(known);
        var listed = known.Skip(left).Concat(others).DistinctBy(m => m.Name).ToArray();
        if (Recognise(listed, ledger) is not { } recognised) return;
        listed.ShouldAllBe(m => ledger.ContainsKey(m.Name));
        recognised.Entries.Sum(e => e.Size).ShouldBe(listed.Sum(m => m.Size));
    });

    [Theory]
    [InlineData("u1 u2", 2, 30, false)]
    [InlineData("u1 u2", 2, 31, true)]
    [InlineData("u1 u2", 3, 30, true)]
    [InlineData("u1 u3", 2, 30, true)]
    [InlineData("u1 u1", 2, 20, true)]
    [InlineData("u1 unsized", 2, 10, true)]
    [InlineData("u1 doubled", 2, 30, true)]
    public void The_sizes_are_asked_for_where_they_may_be_others(string names, int count, int octets, bool isAsked)
    {
        var ledger = Ledger([("u1", 10), ("u2", 20), ("unsized", 0), ("doubled", 20), ("doubled abc 20", 20)]);
        (LedgerPlanner.Recognise(names.Split(' '), count, octets, ledger) is null).ShouldBe(isAsked);
    }

    static readonly DateTimeOffset Start = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The ledger after a listing on a day, where the clock is right.</summary>
    static List<DropEntry> Observe(List<DropEntry> ledger, DropListing listing, double day)
    {
        var now = Start.AddDays(day);
        foreach (var change in LedgerPlanner.Observe(ledger, listing, new(now, new() { Clock = now }, new())))
        {
            var name = change is DropEntryRecorded recorded ? recorded.Entry.UniqueId : ((DropEntryForgotten)change).UniqueId;
            ledger = [.. ledger.Where(e => e.UniqueId != name), .. change is DropEntryRecorded known ? [known.Entry] : (DropEntry[])[]];
        }

        return ledger;
    }

    static DropListing Listing(bool isComplete, params string[] names) => new([.. names.Select((n, i) => new DropListingEntry(i, n, 10))], isComplete);

    static DropEntry Downloaded(string name) => new(name, DropState.Downloaded) { Size = 10, DownloadedAt = Start };

    [Fact]
    public void A_message_is_forgotten_once_five_complete_listings_lacked_it_and_the_sixth_comes_after_ninety_days()
    {
        List<DropEntry> ledger = [Downloaded("u1"), Downloaded("u2")];
        for (var listing = 1; listing <= 5; listing++)
        {
            ledger = Observe(ledger, Listing(true, "u2"), listing);
            ledger.Single(e => e.UniqueId == "u1").MissingCount.ShouldBe(listing);
        }

        ledger = Observe(ledger, Listing(true, "u2"), 90.9);
        ledger.Single(e => e.UniqueId == "u1").MissingCount.ShouldBe(5);
        Observe(ledger, Listing(true, "u2"), 91).ShouldHaveSingleItem().UniqueId.ShouldBe("u2");
    }

    [Fact]
    public void Ninety_days_and_few_listings_forget_nothing()
    {
        List<DropEntry> ledger = [Downloaded("u1")];
        for (var listing = 0; listing < 5; listing++) ledger = Observe(ledger, Listing(true), listing * 100);
        ledger.ShouldHaveSingleItem();
        Observe(ledger, Listing(true), 500).ShouldBeEmpty();
    }

    [Fact]
    public void A_listing_that_is_not_complete_or_has_a_message_without_a_name_says_nothing_of_what_it_lacks()
    {
        List<DropEntry> ledger = [Downloaded("u1"), Downloaded("u2") with { State = DropState.DeletionAsked }, Downloaded("u3") with { MissingSince = Start, MissingCount = 5 }];
        Observe(ledger, Listing(false, "u9"), 200).ShouldBe(ledger);
        Observe(ledger, Listing(true, "u9", ""), 200).ShouldBe(ledger);
        Observe(ledger, Listing(true, "u9"), 200).Select(e => (e.UniqueId, e.State)).ShouldBe([("u1", DropState.Downloaded), ("u2", DropState.Deleted)]);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(0, 10)]
    public void What_is_listed_again_was_never_missed(int listed, int size)
    {
        var missed = Downloaded("u1") with { State = DropState.Deleted, MissingSince = Start, MissingCount = 3, Doubtful = true };
        LedgerPlanner.Recognise(missed, new(0, "u1", listed)).ShouldBe(Downloaded("u1") with { Size = size });
        LedgerPlanner.Recognise(missed with { State = DropState.HeadersOnly }, new(0, "u1", listed)).State.ShouldBe(DropState.HeadersOnly);
    }
}
