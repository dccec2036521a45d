using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Download;

public sealed class IsolationPlannerTests
{
    static readonly Gen<UidSet> Uids = Gen.UInt[1, 400].Array[2, 120].Select(u => UidSet.Of(u)).Where(u => u.Count > 1);

    [Fact]
    public void Everything_that_was_not_received_is_asked_for_again_once_and_in_smaller_parts() => Gen.Select(Uids, Gen.UInt[0, 400]).Sample((asked, culprit) =>
    {
        var rest = UidSet.Of(asked.Where(u => u >= culprit));
        var parts = IsolationPlanner.Split(asked, rest);
        parts.Aggregate(UidSet.Empty, (all, p) => all.Union(p)).ShouldBe(rest);
        parts.Sum(p => p.Count).ShouldBe(rest.Count);
        if (rest.Count > 1) parts.ShouldAllBe(p => p.Count < rest.Count && p.Count > 0);
    });

    [Fact]
    public void On_a_server_that_answers_in_order_the_culprit_costs_two_failures() => Gen.Select(Uids, Gen.Int[0, 119]).Sample((asked, index) =>
        Isolate(asked, [asked.ElementAt(index % (int)asked.Count)], ascending: true).ShouldBeLessThanOrEqualTo(2));

    [Fact]
    public void In_whatever_order_a_server_answers_the_culprits_are_found_in_few_failures() => Gen.Select(Uids, Gen.Int[0, 119].Array[1, 3], Gen.Bool).Sample((asked, indexes, ascending) =>
    {
        var culprits = indexes.Select(i => asked.ElementAt(i % (int)asked.Count)).ToHashSet();
        Isolate(asked, culprits, ascending).ShouldBeLessThanOrEqualTo(culprits.Count * 2 * (2 + (int)Math.Log2(asked.Count)));
    });

    /// <summary>Plays a server that gives out messages until it comes to a culprit, and returns how often it failed.</summary>
    static int Isolate(UidSet asked, HashSet<uint> culprits, bool ascending)
    {
        var (failures, found, received) = (0, new HashSet<uint>(), new HashSet<uint>());
        var parts = new Stack<UidSet>([asked]);
        while (parts.TryPop(out var part))
        {
            var given = UidSet.Of((ascending ? part : part.Reverse()).TakeWhile(u => !culprits.Contains(u)));
            received.UnionWith(given);
            var rest = part.Except(given);
            if (rest.Count == 0) continue;
            failures++;
            if (part.Count == 1) found.Add(part.Single());
            else foreach (var set in IsolationPlanner.Split(part, rest).Reverse()) parts.Push(set);
        }

        found.ShouldBe(culprits, ignoreOrder: true);
        received.Count.ShouldBe((int)asked.Count - culprits.Count);
        return failures;
    }
}
