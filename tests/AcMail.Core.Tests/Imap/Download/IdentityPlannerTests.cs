using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Download;

public sealed class IdentityPlannerTests
{
    static readonly ContentKey A = ContentKey.Of("a"u8), B = ContentKey.Of("b"u8);
    static readonly Gen<HeldContent?> Found = Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 2], Gen.Bool)
        .Select((isA, certain, room, none) => none ? null : new HeldContent(isA ? A : B) { IsCertain = certain, Room = room });

    [Fact]
    public void Nothing_is_linked_that_was_not_found_and_everything_that_is_certain_is() => Found.Array[0, 12].Sample(found =>
    {
        var links = IdentityPlanner.Link([.. Enumerable.Range(1, found.Length).Select(i => (uint)i)], found);
        for (uint uid = 1; uid <= found.Length; uid++)
        {
            var held = found[uid - 1];
            if (held is null) links.ContainsKey(uid).ShouldBeFalse();
            else if (held.IsCertain) links[uid].ShouldBe(held);
        }
    });

    [Fact]
    public void What_is_likely_is_linked_no_more_often_than_there_is_room() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 6]).Sample((room, copies) =>
    {
        var held = new HeldContent(A) { Room = room };
        var links = IdentityPlanner.Link([.. Enumerable.Range(1, copies).Select(i => (uint)i)], [.. Enumerable.Repeat(held, copies)]);
        links.Count.ShouldBe(Math.Min(room, copies));
    });
}
