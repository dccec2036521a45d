namespace AcMail.Tests;

public sealed class OutboxPlannerTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);

    static OutboxEntry Entry(OutboxState state, double minutesAgo = 0, string messageId = "1@x") =>
        new(1, state, messageId, "a@x", ["b@x"], "s", Now.AddMinutes(-minutesAgo), "");

    [Fact]
    public void Only_what_waits_is_sent_by_itself_and_nothing_that_is_being_sent()
    {
        var open = Enum.GetValues<OutboxState>().Select(s => Entry(s)).ToList();
        OutboxPlanner.Due(open, new HashSet<string>()).Select(e => e.State).ShouldBe([OutboxState.Queued]);
        OutboxPlanner.Due(open, new HashSet<string> { "1@x" }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(OutboxState.SentCopyOwed, 0, false, true)]
    [InlineData(OutboxState.SentCopyPending, 0, false, false)]
    [InlineData(OutboxState.SentCopyPending, 14.9, false, false)]
    [InlineData(OutboxState.SentCopyPending, 15.1, false, true)]
    [InlineData(OutboxState.SentCopyPending, 15.1, true, false)]
    [InlineData(OutboxState.SentCopyPending, -600, false, true)]
    [InlineData(OutboxState.Queued, 600, false, false)]
    [InlineData(OutboxState.Unknown, 600, false, false)]
    public void A_copy_is_filed_once_nobody_else_can_be_filing_it(OutboxState state, double minutesAgo, bool isBeingSent, bool isOwed) =>
        OutboxPlanner.Owed([Entry(state, minutesAgo)], isBeingSent ? new HashSet<string> { "1@x" } : new HashSet<string>(), Now).Any().ShouldBe(isOwed);

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
