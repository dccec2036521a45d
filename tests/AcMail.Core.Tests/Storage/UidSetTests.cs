using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Storage;

public sealed class UidSetTests
{
    static readonly Gen<uint> Uid = Gen.Frequency((8, Gen.UInt[1, 60]), (1, Gen.UInt[uint.MaxValue - 3, uint.MaxValue]));
    static readonly Gen<uint[]> Uids = Uid.Array[0, 40];

    [Fact]
    public void A_set_holds_exactly_what_it_was_made_of() => Uids.Sample(uids =>
    {
        var set = UidSet.Of(uids);
        set.ShouldBe(uids.Distinct().Order());
        set.Count.ShouldBe(uids.Distinct().Count());
        Enumerable.Range(0, 65).All(u => set.Contains((uint)u) == uids.Contains((uint)u)).ShouldBeTrue();
    });

    [Fact]
    public void Ranges_are_ascending_and_never_touch() => Uids.Sample(uids =>
    {
        var ranges = UidSet.Of(uids).Ranges;
        for (var i = 1; i < ranges.Count; i++) ((long)ranges[i].First).ShouldBeGreaterThan((long)ranges[i - 1].Last + 1);
    });

    [Fact]
    public void Set_operations_agree_with_those_of_plain_sets() => Gen.Select(Uids, Uids).Sample((a, b) =>
    {
        UidSet x = UidSet.Of(a), y = UidSet.Of(b);
        x.Union(y).ShouldBe(a.Union(b).Order());
        x.Except(y).ShouldBe(a.Except(b).Order());
        x.Intersect(y).ShouldBe(a.Intersect(b).Order());
        x.Except(y).Union(x.Intersect(y)).Equals(x).ShouldBeTrue();
    });

    [Fact]
    public void Chunks_are_full_descending_and_lose_nothing() => Gen.Select(Uids, Gen.Int[1, 9]).Sample((uids, size) =>
    {
        var set = UidSet.Of(uids);
        var chunks = set.ChunksDescending(size).ToList();
        chunks.Aggregate(UidSet.Empty, (all, chunk) => all.Union(chunk)).Equals(set).ShouldBeTrue();
        chunks.Sum(c => c.Count).ShouldBe(set.Count);
        chunks.SkipLast(1).All(c => c.Count == size).ShouldBeTrue();
        for (var i = 1; i < chunks.Count; i++) chunks[i].Max().ShouldBeLessThan(chunks[i - 1].Min());
    });

    [Theory]
    [InlineData(new uint[0], "")]
    [InlineData(new uint[] { 7 }, "7")]
    [InlineData(new uint[] { 1, 2, 3, 7, 9, 10 }, "1:3,7,9:10")]
    public void It_is_written_as_IMAP_writes_it(uint[] uids, string expected) => UidSet.Of(uids).ToString().ShouldBe(expected);

    [Fact]
    public void A_set_is_read_as_it_was_written() => Gen.UInt[0, 60].Array[0, 30].Sample(uids => UidSet.Parse($"{UidSet.Of(uids)}").ShouldBe(UidSet.Of(uids)));

    [Fact]
    public void The_ends_of_a_range_may_come_in_any_order_and_a_star_is_the_highest()
    {
        UidSet.Parse("9:7,3").ShouldBe(UidSet.Of(3, 7, 8, 9));
        UidSet.Parse("*:4294967290").ShouldBe(UidSet.FromRanges([new(4294967290, uint.MaxValue)]));
        Should.Throw<FormatException>(() => UidSet.Parse("1:"));
        Should.Throw<FormatException>(() => UidSet.Parse("a"));
    }
}
