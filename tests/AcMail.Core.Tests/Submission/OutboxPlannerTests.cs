using CsCheck;

namespace AcMail.Tests;

public sealed class OutboxPlannerTests
{
    static OutboxEntry Entry(OutboxState state) => new(1, state, "1@x", "a@x", ["b@x"], "s", default, "");

    static readonly HashSet<long> NoneBroken = [];

    [Fact]
    public void What_broke_a_connection_before_comes_after_all_others()
    {
        var open = Enumerable.Range(1, 4).Select(i => Entry(OutboxState.Queued) with { Id = i, MessageId = $"{i}@x" });
        OutboxPlanner.Due(open, new HashSet<string>(), new HashSet<long> { 1, 3 }).Select(e => e.Id).ShouldBe([2, 4, 1, 3]);
    }

    [Theory]
    [InlineData(true, 1, true)]
    [InlineData(true, OutboxPlanner.MostBreaks - 1, true)]
    [InlineData(true, OutboxPlanner.MostBreaks, false)]
    [InlineData(false, 0, false)]
    public void A_server_that_breaks_off_over_one_message_after_the_other_takes_none(bool brokeOff, int breaks, bool goesOn) =>
        OutboxPlanner.GoesOn(
            new(1, "1@x", SendOutcome.Deferred, [], SentCopyOutcome.NotWanted)
            {
                Failure = new(MailErrorKind.ConnectionLost, new("", ""), new("", "")), BrokeOff = brokeOff,
            },
            breaks).ShouldBe(goesOn);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(4, 40)]
    [InlineData(5, 60)]
    [InlineData(1000, 60)]
    public void What_the_server_wants_later_is_left_alone_twice_as_long_each_time(int times, int minutes) =>
        OutboxPlanner.Pause(times).ShouldBe(TimeSpan.FromMinutes(minutes));

    [Fact]
    public void Only_what_waits_is_sent_by_itself_and_nothing_that_is_being_sent()
    {
        var open = Enum.GetValues<OutboxState>().Select(s => Entry(s)).ToList();
        OutboxPlanner.Due(open, new HashSet<string>(), NoneBroken).Select(e => e.State).ShouldBe([OutboxState.Queued]);
        OutboxPlanner.Due(open, new HashSet<string> { "1@x" }, NoneBroken).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(OutboxState.SentCopyOwed, false, false, true)]
    [InlineData(OutboxState.SentCopyPending, false, false, true)]
    [InlineData(OutboxState.SentCopyPending, true, false, false)]
    [InlineData(OutboxState.SentCopyPending, false, true, false)]
    [InlineData(OutboxState.Queued, false, false, false)]
    [InlineData(OutboxState.Unknown, false, false, false)]
    public void A_copy_is_filed_once_nobody_else_is_filing_it(OutboxState state, bool isBeingSent, bool isTaken, bool isOwed) =>
        OutboxPlanner.Owed([Entry(state) with { IsTakenByAnother = isTaken }], isBeingSent ? new HashSet<string> { "1@x" } : new HashSet<string>())
            .Any().ShouldBe(isOwed);

    [Theory]
    [InlineData(OutboxState.Queued, false, null, null)]
    [InlineData(OutboxState.Queued, true, SendOutcome.Deferred, MailErrorKind.Busy)]
    [InlineData(OutboxState.Sending, true, SendOutcome.Deferred, MailErrorKind.Busy)]
    [InlineData(OutboxState.Sending, false, SendOutcome.Unknown, MailErrorKind.DeliveryUnknown)]
    [InlineData(OutboxState.Unknown, false, SendOutcome.Unknown, MailErrorKind.DeliveryUnknown)]
    [InlineData(OutboxState.SentCopyPending, true, SendOutcome.Accepted, null)]
    [InlineData(OutboxState.SentCopyPending, false, SendOutcome.Accepted, null)]
    [InlineData(OutboxState.SentCopyOwed, false, SendOutcome.Accepted, null)]
    [InlineData(OutboxState.Done, false, SendOutcome.GivenBefore, null)]
    public void Of_what_was_given_before_only_what_waits_is_sent(OutboxState state, bool isUnderway, SendOutcome? outcome, MailErrorKind? kind)
    {
        var known = OutboxPlanner.GivenBefore(Entry(state), isUnderway);
        (known?.Outcome, known?.Failure?.Kind).ShouldBe((outcome, kind));
        if (known is not null) (known.Id, known.MessageId).ShouldBe((1L, "1@x"));
        known?.SentCopy.ShouldBe(known.Outcome == SendOutcome.Accepted ? SentCopyOutcome.Owed : SentCopyOutcome.NotWanted);
    }

    [Theory]
    [InlineData(SendOutcome.Accepted, null, true)]
    [InlineData(SendOutcome.Rejected, MailErrorKind.MessageRejected, true)]
    [InlineData(SendOutcome.Unknown, MailErrorKind.DeliveryUnknown, true)]
    [InlineData(SendOutcome.Deferred, MailErrorKind.Deferred, true)]
    [InlineData(SendOutcome.Deferred, MailErrorKind.StorageDamaged, true)]
    [InlineData(SendOutcome.Deferred, MailErrorKind.ConnectionRefused, false)]
    [InlineData(SendOutcome.Deferred, MailErrorKind.BadCredentials, false)]
    [InlineData(SendOutcome.Deferred, MailErrorKind.ServerUnavailable, false)]
    public void What_is_wrong_with_one_message_stops_no_other_and_what_is_wrong_with_the_server_does(SendOutcome outcome, MailErrorKind? kind, bool goesOn) =>
        OutboxPlanner.GoesOn(new(1, "1@x", outcome, [], SentCopyOutcome.NotWanted)
        {
            Failure = kind is { } known ? new(known, new("", ""), new("", "")) : null,
        }).ShouldBe(goesOn);

    [Fact]
    public void Each_recipient_has_the_message_is_refused_for_good_or_waits_where_any_has_it() =>
        Gen.Nullable(Gen.Enum<MailErrorKind>()).Array[0, 6].Sample(kinds =>
        {
            var reports = kinds.Select((kind, i) => new RecipientReport($"{i}@x", kind is { } known ? new(known, new("", ""), new("", "")) : null)).ToList();
            var waiting = OutboxPlanner.Remainder(new(OutboxEvent.AcceptedWithoutCopy, "", reports, null))?.Recipients ?? [];
            waiting.ShouldBe(reports.Where(r => r.Failure is { } failure && !SubmissionFailures.IsFinal(failure.Kind)).Select(r => r.Address));
            waiting.ShouldNotContain(a => reports.Single(r => r.Address == a).Failure == null);
        });

    [Fact]
    public void Where_nobody_surely_has_the_message_nobody_is_left_over()
    {
        var failure = new MailFailure(MailErrorKind.Deferred, new("", ""), new("", ""));
        foreach (var happened in (OutboxEvent[])[OutboxEvent.Refused, OutboxEvent.Deferred, OutboxEvent.AnswerLost])
            OutboxPlanner.Remainder(new(happened, "", [new("b@x", failure)], failure)).ShouldBeNull();
    }
}
