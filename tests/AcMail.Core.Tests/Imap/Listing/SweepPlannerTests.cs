using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Listing;

public sealed class SweepPlannerTests
{
    /// <summary>UIDs as servers give them out: in runs, with gaps between.</summary>
    static readonly Gen<UidSet> Mailboxes = Gen.Select(Gen.UInt[1, 5000], Gen.UInt[1, 3000]).Array[1, 12].Select(runs =>
    {
        var (ranges, next) = (new List<UidRange>(), 1u);
        foreach (var (gap, count) in runs)
        {
            ranges.Add(new(next + gap, next + gap + count - 1));
            next += gap + count;
        }

        return UidSet.FromRanges(ranges);
    });

    [Fact]
    public void The_windows_cover_every_UID_once_from_the_newest_on() => Gen.Select(Mailboxes, Gen.Int[1, 700], Gen.UInt[0, 900]).Sample((mailbox, size, above) =>
    {
        var windows = Walk(mailbox, mailbox.Ranges[^1].Last + above, size);
        windows[0].Range.Last.ShouldBe(uint.MaxValue);
        windows[^1].Range.First.ShouldBe(1u);
        for (var i = 1; i < windows.Count; i++) windows[i].Range.Last.ShouldBe(windows[i - 1].Range.First - 1);
    });

    [Fact]
    public void No_window_holds_more_messages_than_a_window_has_UIDs_however_they_lie() => Gen.Select(Mailboxes, Gen.Int[2, 700], Gen.UInt[0, 4_000_000_000]).Sample((mailbox, size, gap) =>
    {
        var spread = UidSet.FromRanges(mailbox.Ranges.Select((r, i) => i % 3 == 2 && r.First + (ulong)gap + 5000 < uint.MaxValue ? new UidRange(r.First + gap, r.Last + gap) : r));
        var windows = Walk(spread, spread.Ranges[^1].Last, size);
        windows.ShouldAllBe(w => Found(spread, w) <= SweepPlanner.MostUids);
        windows.Where(SweepPlanner.IsTooWide).ShouldAllBe(w => Found(spread, w) <= size);
    });

    [Theory]
    [InlineData(1_000_000u, 1_000_000, 10_000, 100)]
    [InlineData(4_000_000_000u, 1_000_000, 10_000, 101)]
    [InlineData(4_000_000_000u, 10, 10_000, 1)]
    [InlineData(1u, 1, 10_000, 1)]
    public void A_mailbox_takes_as_many_windows_as_it_has_messages_for(uint highest, long exists, int size, int most)
    {
        var step = highest / (uint)exists;
        var mailbox = UidSet.Of(Enumerable.Range(1, (int)exists).Select(i => (uint)i * step));
        Walk(mailbox, highest, size).Count.ShouldBeLessThanOrEqualTo(most);
    }

    [Fact]
    public void Messages_at_the_bottom_of_the_numbers_are_reached_soon() =>
        Walk(UidSet.FromRanges([new(1, 500)]), uint.MaxValue - 1, 100).Count.ShouldBeLessThan(10);

    [Fact]
    public void A_walk_goes_on_below_where_it_stopped()
    {
        SweepPlanner.Below(5000, 1000).ShouldBe(new SweepWindow(new(4000, 4999), 1000));
        SweepPlanner.Below(500, 1000).ShouldBe(new SweepWindow(new(1, 499), 499));
        SweepPlanner.Below(1, 1000).ShouldBeNull();
    }

    static List<SweepWindow> Walk(UidSet mailbox, uint highest, int size)
    {
        var (windows, seen, uids) = (new List<SweepWindow>(), 0L, mailbox.ToList());
        for (SweepWindow? next = SweepPlanner.Top(highest, mailbox.Count, size); next is { } window;)
        {
            if (SweepPlanner.IsTooWide(window))
            {
                var remaining = mailbox.Count - seen;
                window = SweepPlanner.Narrowed(window, remaining, size, remaining <= size ? 0 : uids[(int)(remaining - size)]);
            }

            windows.Add(window);
            windows.Count.ShouldBeLessThan(100_000);
            var found = Found(mailbox, window);
            seen += found;
            next = SweepPlanner.Next(window, found, size);
        }

        return windows;
    }

    static long Found(UidSet mailbox, SweepWindow window) => mailbox.Intersect(UidSet.FromRanges([window.Range])).Count;
}
