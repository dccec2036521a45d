using AcMail.Storage;
using CsCheck;
using MailKit.Net.Imap;

namespace AcMail.Core.Tests.Imap.Ladder;

public sealed class LadderMachineTests
{
    const ImapCapabilities All =
        ImapCapabilities.CondStore | ImapCapabilities.QuickResync | ImapCapabilities.ListStatus | ImapCapabilities.ESearch | ImapCapabilities.Move;

    static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_never_broken_is_trusted()
    {
        LadderMachine.Usable(All, [], Now).ShouldBe(All);
        LadderMachine.Highest(All, quickResyncEnabled: true).ShouldBe(ResyncMethod.QuickResync);
        LadderMachine.Highest(All, quickResyncEnabled: false).ShouldBe(ResyncMethod.ChangedSince);
        LadderMachine.Highest(ImapCapabilities.CondStore, quickResyncEnabled: true).ShouldBe(ResyncMethod.ChangedSince);
        LadderMachine.Highest(ImapCapabilities.None, quickResyncEnabled: true).ShouldBe(ResyncMethod.FlagScan);
    }

    [Theory]
    [InlineData(ServerPromise.QuickResync, ImapCapabilities.QuickResync)]
    [InlineData(ServerPromise.CondStore, ImapCapabilities.CondStore | ImapCapabilities.QuickResync)]
    [InlineData(ServerPromise.ListStatus, ImapCapabilities.ListStatus)]
    [InlineData(ServerPromise.Search, ImapCapabilities.ESearch)]
    [InlineData(ServerPromise.Examine, ImapCapabilities.None)]
    [InlineData(ServerPromise.Move, ImapCapabilities.Move)]
    public void What_was_broken_is_not_used_and_nothing_else(ServerPromise promise, ImapCapabilities lost)
    {
        var broken = LadderMachine.Broken([], promise, DistrustReason.Refused, Now);
        LadderMachine.Usable(All, [broken], Now).ShouldBe(All & ~lost);
        LadderMachine.Usable(All, [broken], Now + LadderMachine.FirstPause).ShouldBe(All);
    }

    [Fact]
    public void Each_time_it_is_broken_it_is_left_alone_twice_as_long_up_to_a_month()
    {
        Distrust? known = null;
        var (now, days) = (Now, new List<double>());
        for (var time = 0; time < 8; time++)
        {
            known = LadderMachine.Broken(known is null ? [] : [known], ServerPromise.CondStore, DistrustReason.LeftOut, now);
            days.Add((known.Until - now).TotalDays);
            now = known.Until;
        }

        days.ShouldBe([1, 2, 4, 8, 16, 30, 30, 30]);
        (known!.Since, known.Times).ShouldBe((Now, 8));
    }

    [Fact]
    public void What_breaks_again_while_it_is_not_relied_upon_counts_once()
    {
        var first = LadderMachine.Broken([], ServerPromise.Search, DistrustReason.Refused, Now);
        LadderMachine.Broken([first], ServerPromise.Search, DistrustReason.NamedWrongly, Now.AddHours(3))
            .ShouldBe(first with { Reason = DistrustReason.NamedWrongly });
    }

    [Fact]
    public void A_promise_is_forgiven_once_it_was_kept_as_long_as_it_had_not_been_relied_upon()
    {
        var twice = new Distrust(ServerPromise.QuickResync, DistrustReason.NamedWrongly, Now, Now.AddDays(5), 2);
        var kept = new HashSet<ServerPromise> { ServerPromise.QuickResync };
        LadderMachine.Redeemed([twice], kept, Now.AddDays(6.9)).ShouldBeEmpty();
        LadderMachine.Redeemed([twice], kept, Now.AddDays(7)).ShouldBe([ServerPromise.QuickResync]);
        LadderMachine.Redeemed([twice], new HashSet<ServerPromise> { ServerPromise.CondStore }, Now.AddDays(9)).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_broken_under_a_clock_that_was_years_ahead_is_relied_upon_once_the_clock_is_right()
    {
        var broken = LadderMachine.Broken([], ServerPromise.CondStore, DistrustReason.LeftOut, Now.AddYears(20));
        LadderMachine.Usable(All, [broken], Now).ShouldBe(All);
        LadderMachine.Redeemed([broken], new HashSet<ServerPromise> { ServerPromise.CondStore }, Now).ShouldBe([ServerPromise.CondStore]);
        LadderMachine.Usable(All, [LadderMachine.Broken([broken], ServerPromise.CondStore, DistrustReason.LeftOut, Now)], Now)
            .ShouldBe(All & ~(ImapCapabilities.CondStore | ImapCapabilities.QuickResync));
    }

    [Fact]
    public void However_often_and_whenever_it_breaks_the_pause_ends_within_a_month() =>
        Gen.Select(Gen.Enum<ServerPromise>(), Gen.Enum<DistrustReason>(), Gen.Int[0, 60]).Array[1, 30].Sample(events =>
        {
            var (known, now) = (new Dictionary<ServerPromise, Distrust>(), Now);
            foreach (var (promise, reason, days) in events)
            {
                now = now.AddDays(days);
                var trusted = LadderMachine.Trusts(known.Values, promise, now);
                var before = known.GetValueOrDefault(promise);
                known[promise] = LadderMachine.Broken(known.Values, promise, reason, now);
                LadderMachine.Trusts(known.Values, promise, now).ShouldBeFalse();
                LadderMachine.Trusts(known.Values, promise, now.AddDays(30)).ShouldBe(
                    promise != ServerPromise.QuickResync || LadderMachine.Trusts(known.Values, ServerPromise.CondStore, now.AddDays(30)));
                if (trusted) known[promise].Times.ShouldBe((before?.Times ?? 0) + 1);
            }
        });
}
