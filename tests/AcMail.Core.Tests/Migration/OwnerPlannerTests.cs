using AcMail.Storage;
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

    [Theory]
    [InlineData("a@x", 5, 1, false)]
    [InlineData("b@x", 5, 0, false)]
    [InlineData("", 5, 0, false)]
    [InlineData("a@x", 6, 0, true)]
    public void A_message_is_another_one_by_its_second_or_its_Message_ID(string messageId, long size, int seconds, bool isSame) =>
        new OwnerSign(Day, "a@x", 5).Matches(new(Day.AddSeconds(seconds), messageId, size)).ShouldBe(isSame);

    [Fact]
    public void Without_a_Message_ID_it_is_another_one_by_its_size_too() => new OwnerSign(Day, "", 5).Matches(new(Day, "", 6)).ShouldBeFalse();

    [Theory]
    [InlineData(7, 9, 1, true)]
    [InlineData(7, 12, 0, true)]
    [InlineData(7, 8, 1, false)] // begun anew
    [InlineData(8, 9, 1, false)]
    [InlineData(7, 0, 1, true)] // does not tell
    [InlineData(7, 0, 0, false)]
    public void A_mailbox_has_its_number_still_where_its_UIDs_went_on(uint uidValidity, uint uidNext, int messages, bool isAsBefore) =>
        OwnerPlanner.IsAsBefore(Held(messages), new(uidValidity, uidNext, 0, 0)).ShouldBe(isAsBefore);

    [Fact]
    public void A_mailbox_that_was_never_held_completely_shows_nothing() =>
        OwnerPlanner.IsAsBefore(Held(5) with { Checkpoint = null }, new(7, 9, 0, 0)).ShouldBeFalse();

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(3, 2, false)]
    [InlineData(4, 2, true)]
    [InlineData(1, 0, true)]
    public void A_server_was_set_up_anew_where_half_of_what_is_looked_for_is_gone(int wanted, int found, bool isRenewed) =>
        OwnerPlanner.IsRenewed(wanted, found).ShouldBe(isRenewed);

    [Theory]
    [InlineData(30, 20, true)]
    [InlineData(30, 21, false)]
    public void What_no_brake_would_hold_up_is_little(int inbox, int archive, bool isLittle) => OwnerPlanner.IsLittle([Held(inbox), Held(archive)]).ShouldBe(isLittle);

    static StoredMailbox Held(int messages) => new("INBOX", '/', MailboxRole.Inbox, true, new(7, 9, 0), messages, 0);

    static bool IsSame(int there, int gone) => OwnerPlanner.IsSame(
        [.. Enumerable.Range(0, there).Select(i => new OwnerWitness(Sign(i), Sign(i))), .. Enumerable.Range(0, gone).Select(i => new OwnerWitness(Sign(i), null))]);

    static OwnerSign Sign(int number) => new(Day, $"{number}@x", 5);
}
