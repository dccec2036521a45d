using CsCheck;

namespace AcMail.Core.Tests.Migration;

public sealed class OwnerPlannerTests
{
    static readonly DateTimeOffset Day = new(2026, 9, 1, 8, 0, 0, TimeSpan.FromHours(2));

    static readonly Gen<OwnerSign> Signs = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[1, 3])
        .Select((day, id, size) => new OwnerSign(Day.AddDays(day), id == 0 ? "" : $"{id}@x", size));

    [Fact]
    public void What_is_all_there_is_the_same_also_if_sizes_are_estimated_and_dates_are_told_in_another_zone() => OwnerPlanner.IsSame(
        [new(Sign(1), new(Day.ToUniversalTime(), "1@x", 99)), new(new(Day, "", 5), new(Day.AddMilliseconds(3), "", 5))]).ShouldBeTrue();

    [Fact]
    public void A_few_may_be_gone_but_not_half() => (IsSame(3, 2), IsSame(2, 2), IsSame(0, 0)).ShouldBe((true, false, false));

    [Fact]
    public void One_message_that_is_another_is_enough() =>
        Gen.Select(Signs.List[1, 9], Signs, Signs).Where((_, here, there) => !there.Matches(here)).Sample(
            (same, here, there) => !OwnerPlanner.IsSame([.. same.Select(s => new OwnerWitness(s, s)), new(here, there)]), iter: 2000);

    [Fact]
    public void Nothing_is_the_same_of_which_nothing_is_there() =>
        Signs.List[0, 9].Sample(here => !OwnerPlanner.IsSame([.. here.Select(h => new OwnerWitness(h, null))]), iter: 500);

    static bool IsSame(int there, int gone) => OwnerPlanner.IsSame(
        [.. Enumerable.Range(0, there).Select(i => new OwnerWitness(Sign(i), Sign(i))), .. Enumerable.Range(0, gone).Select(i => new OwnerWitness(Sign(i), null))]);

    static OwnerSign Sign(int number) => new(Day, $"{number}@x", 5);
}
