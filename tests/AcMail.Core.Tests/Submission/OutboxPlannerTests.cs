namespace AcMail.Tests;

public sealed class OutboxPlannerTests
{
    static OutboxEntry Entry(OutboxState state) => new(1, state, "1@x", "a@x", ["b@x"], "s", default, "");

    [Fact]
    public void Only_what_waits_is_sent_by_itself_and_nothing_that_is_being_sent()
    {
        var open = Enum.GetValues<OutboxState>().Select(s => Entry(s)).ToList();
        OutboxPlanner.Due(open, new HashSet<string>()).Select(e => e.State).ShouldBe([OutboxState.Queued]);
        OutboxPlanner.Due(open, new HashSet<string> { "1@x" }).ShouldBeEmpty();
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
}
