using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Pop3;

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
}
