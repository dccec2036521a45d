using AcMail.Storage;

namespace AcMail.Core.Tests.Imap.Download;

public sealed class QuarantinePlannerTests
{
    static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly QuarantinedMessage Refused = new("INBOX", 7, 12, MailErrorKind.CommandRefused, "NO", 0, default, default);

    [Fact]
    public void A_message_is_asked_for_again_at_once_then_after_ever_longer_pauses_up_to_a_month()
    {
        QuarantinedMessage? known = null;
        var (now, hours) = (Now, new List<double>());
        for (var attempt = 0; attempt < 10; attempt++)
        {
            known = QuarantinePlanner.Failed(known, Refused, now);
            hours.Add((known.NextTry - now).TotalHours);
            now = known.NextTry;
        }

        hours.ShouldBe([0, 1, 4, 16, 64, 256, 720, 720, 720, 720]);
        (known!.Attempts, known.Since).ShouldBe((10, Now));
    }

    [Fact]
    public void Only_what_is_due_under_the_present_UIDVALIDITY_is_asked_for()
    {
        var due = Refused with { NextTry = Now };
        QuarantinePlanner.Due([due, due with { Uid = 13, NextTry = Now.AddSeconds(1) }, due with { Uid = 14, UidValidity = 6 }], 7, Now).ShouldBe(UidSet.Of(12));
    }

    [Fact]
    public void A_message_that_was_refused_while_the_clock_was_years_ahead_is_asked_for_when_it_is_right_again()
    {
        var known = Refused with { Attempts = 3 };
        var failed = QuarantinePlanner.Failed(known, Refused, Now.AddYears(73));
        QuarantinePlanner.Due([failed], 7, Now).ShouldBe(UidSet.Of(12));
        QuarantinePlanner.Due([QuarantinePlanner.Failed(known, Refused, Now)], 7, Now).ShouldBe(UidSet.Empty);
    }

    [Fact]
    public void What_a_former_UIDVALIDITY_numbered_is_lifted() =>
        QuarantinePlanner.Outdated([Refused, Refused with { Uid = 3, UidValidity = 6 }, Refused with { Uid = 4, UidValidity = 6 }], 7)
            .ShouldBe([new QuarantineLifted("INBOX", 6, UidSet.Of(3, 4))]);
}
