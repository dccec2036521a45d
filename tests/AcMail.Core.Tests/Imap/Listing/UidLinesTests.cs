using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Listing;

public sealed class UidLinesTests
{
    static readonly Gen<UidSet> Sets = Gen.Select(Gen.UInt[1, uint.MaxValue], Gen.UInt[0, 9]).Array[0, 200]
        .Select(runs => UidSet.FromRanges(runs.Select(r => new UidRange(r.Item1, (uint)Math.Min(uint.MaxValue, (ulong)r.Item1 + r.Item2)))));

    [Fact]
    public void The_parts_are_the_set_in_order_and_none_is_too_long_or_shorter_than_it_might_be() => Gen.Select(Sets, Gen.Int[24, 300]).Sample((set, longest) =>
    {
        var parts = UidLines.Of(set, longest).ToList();
        UidSet.FromRanges(parts.SelectMany(p => p.Ranges)).ShouldBe(set);
        parts.SelectMany(p => p.Ranges).ShouldBe(set.Ranges);
        parts.ShouldAllBe(p => p.Ranges.Count == 1 || $"{p}".Length <= longest);
        for (var i = 1; i < parts.Count; i++) $"{parts[i - 1]},{UidSet.FromRanges([parts[i].Ranges[0]])}".Length.ShouldBeGreaterThan(longest);
    });

    [Theory]
    [InlineData("Archive", 893)]
    [InlineData("Éléments envoyés", 872)]
    public void A_mailbox_takes_its_room_in_the_line(string mailbox, int left) => UidLines.Beside(mailbox).ShouldBe(left);

    [Fact]
    public void A_name_as_long_as_a_line_leaves_room_for_one_range() => UidLines.Beside(new string('é', 1000)).ShouldBe(24);
}
