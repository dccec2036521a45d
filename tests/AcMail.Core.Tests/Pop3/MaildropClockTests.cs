using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Pop3;

public sealed class MaildropClockTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_believed_never_goes_back_and_is_never_later_than_the_clock_has_said() =>
        Gen.Int[-100_000, 100_000].Array[1, 40].Sample(hours =>
        {
            var state = new MaildropState();
            var latest = MaildropClock.Earliest;
            foreach (var now in hours.Select(h => Start.AddHours(h)))
            {
                latest = now > latest ? now : latest;
                var time = MaildropClock.Read(state, now);
                time.Ages.ShouldBeGreaterThanOrEqualTo(state.Clock ?? (now < latest ? now : latest));
                time.Ages.ShouldBeLessThanOrEqualTo(latest);
                state = time.State;
            }
        });

    [Fact]
    public void A_right_clock_is_believed_to_the_tick() =>
        Gen.Long[0, MaildropClock.LargestStep.Ticks].Array[1, 20].Sample(steps =>
        {
            var (state, now) = (new MaildropState(), Start);
            foreach (var step in steps)
            {
                now += TimeSpan.FromTicks(step);
                var time = MaildropClock.Read(state, now);
                (time.Ages, time.Stamp, time.Behind, time.HasLeapt).ShouldBe((now, now, TimeSpan.Zero, false));
                state = time.State;
            }
        });

    [Fact]
    public void A_leap_is_believed_after_a_day_and_forgotten_when_it_is_taken_back()
    {
        var far = Start.AddYears(3);
        var state = MaildropClock.Read(new(), Start).State;
        var leapt = MaildropClock.Read(state, far);
        leapt.ShouldSatisfyAllConditions(t => t.HasLeapt.ShouldBeTrue(), t => t.Ages.ShouldBe(Start), t => t.Stamp.ShouldBe(MaildropTime.Unknown));
        MaildropClock.Read(leapt.State, far.AddHours(23)).HasLeapt.ShouldBeTrue();
        MaildropClock.Read(leapt.State, far.AddHours(24)).Ages.ShouldBe(far.AddHours(24));
        MaildropClock.Read(leapt.State, Start.AddDays(2)).ShouldSatisfyAllConditions(t => t.HasLeapt.ShouldBeFalse(), t => t.Ages.ShouldBe(Start.AddDays(2)));
    }

    [Fact]
    public void What_comes_while_the_clock_has_never_been_right_has_no_time_yet()
    {
        var first = MaildropClock.Read(new(), Start.AddYears(-25));
        first.ShouldSatisfyAllConditions(t => t.Stamp.ShouldBe(MaildropTime.Unknown), t => t.Behind.ShouldBeGreaterThan(TimeSpan.FromDays(8000)));
        MaildropClock.Read(first.State, Start).ShouldSatisfyAllConditions(t => t.Stamp.ShouldBe(Start), t => t.Behind.ShouldBe(TimeSpan.Zero));
    }

    [Fact]
    public void What_comes_while_the_clock_is_behind_has_no_time_yet()
    {
        var state = MaildropClock.Read(new(), Start).State;
        MaildropClock.Read(state, Start.AddMinutes(-30)).Stamp.ShouldBe(Start);
        MaildropClock.Read(state, Start.AddDays(-3)).ShouldSatisfyAllConditions(
            t => t.Stamp.ShouldBe(MaildropTime.Unknown), t => t.Behind.ShouldBe(TimeSpan.FromDays(3)), t => t.Ages.ShouldBe(Start));
    }

    [Fact]
    public void What_is_remembered_is_written_where_it_matters()
    {
        var stored = new MaildropState { Clock = Start, LastLogin = Start, Owner = "zoe@pop" };
        var later = stored with { Clock = Start.AddMinutes(59), LastLogin = Start.AddMinutes(59) };
        MaildropClock.IsNews(stored, stored).ShouldBeFalse();
        MaildropClock.IsNews(stored, later).ShouldBeFalse();
        MaildropState[] news =
        [
            later with { Clock = Start.AddHours(1) }, later with { LoginDelay = 60 }, later with { Owner = "zoe@imap" }, later with { Leap = Start.AddYears(1) },
        ];
        news.ShouldAllBe(state => MaildropClock.IsNews(stored, state));
        MaildropClock.IsNews(stored with { LoginDelay = 60 }, later).ShouldBeTrue();
        MaildropClock.IsNews(new(), later).ShouldBeTrue();
    }
}
