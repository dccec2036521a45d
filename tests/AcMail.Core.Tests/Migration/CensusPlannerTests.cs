using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Migration;

public sealed class CensusPlannerTests
{
    /// <summary>How a server answers that does not give out some messages: it stops at the first of them, or leaves them out.</summary>
    static readonly Gen<(UidSet Wanted, UidSet Bad, bool Stops)> Servers =
        Gen.Select(
            Gen.UInt[1, 60].Array[1, 40], Gen.UInt[1, 60].Array[0, 6], Gen.Bool,
            (w, b, stops) => (UidSet.Of(w), UidSet.Of(b).Intersect(UidSet.Of(w)), stops));

    [Fact]
    public void What_is_not_given_out_is_found_and_all_else_is_read() => Servers.Sample(s =>
    {
        var (read, refused, asked) = (UidSet.Empty, UidSet.Empty, 0);
        for (var parts = new Stack<UidSet>([s.Wanted]); parts.TryPop(out var part); asked++)
        {
            var hasFailed = s.Stops && part.Intersect(s.Bad).Count > 0;
            var got = UidSet.Of(part.Where(uid => !s.Bad.Contains(uid) && (!hasFailed || uid < part.Intersect(s.Bad).Ranges[0].First)));
            read = read.Union(got);
            var step = CensusPlanner.After(part, got, part, hasFailed);
            refused = refused.Union(step.Refused);
            foreach (var next in step.Next) parts.Push(next);
        }

        read.ShouldBe(s.Wanted.Except(s.Bad));
        refused.ShouldBe(s.Bad);
        asked.ShouldBeLessThanOrEqualTo(1 + (4 * (int)s.Bad.Count));
    });

    [Fact]
    public void What_is_gone_meanwhile_is_not_refused()
    {
        var step = CensusPlanner.After(UidSet.Of([1, 2, 3]), UidSet.Of([1]), UidSet.Of([1, 3]), hasFailed: false);
        step.Refused.ShouldBe(UidSet.Of([3]));
        step.Next.ShouldBeEmpty();
    }
}
