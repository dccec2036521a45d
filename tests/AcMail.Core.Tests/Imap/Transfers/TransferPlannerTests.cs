using AcMail.Storage;

namespace AcMail.Core.Tests.Imap.Transfers;

public sealed class TransferPlannerTests
{
    static StoredTransfer Sent(uint uidNext = 5, bool accepted = true, string mailbox = "Other") =>
        new(1, "Other", null) { Attempt = new(mailbox, 7, uidNext, accepted) };

    [Theory]
    [InlineData(7, 5, 4, true)]
    [InlineData(7, 5, 0, true)]
    [InlineData(7, 6, 4, false)]
    [InlineData(7, 6, 5, false)]
    [InlineData(8, 5, 4, false)]
    [InlineData(7, 0, 4, false)]
    [InlineData(7, 5, 5, false)]
    public void A_server_took_nothing_only_where_its_counter_stands_and_is_above_all_that_is_there(uint uidValidity, uint uidNext, uint last, bool tookNothing)
    {
        var state = new RemoteState(uidValidity, uidNext, 0, 0);
        var present = last == 0 ? UidSet.Empty : UidSet.FromRanges([new(1, last)]);
        TransferPlanner.NotTaken([Sent()], "Other", state, present).Count.ShouldBe(tookNothing ? 1 : 0);
    }

    [Fact]
    public void What_was_not_accepted_or_was_sent_elsewhere_is_not_judged_by_the_counter()
    {
        var state = new RemoteState(7, 5, 0, 0);
        TransferPlanner.NotTaken([Sent(accepted: false), Sent(mailbox: "INBOX"), Sent(uidNext: 0), Sent() with { Attempt = null }], "Other", state, UidSet.Empty)
            .ShouldBeEmpty();
    }

    [Fact]
    public void What_was_accepted_and_is_not_there_is_moved_again_sent_or_told_and_an_upload_is_believed_to_have_been_taken_away()
    {
        var place = new MessagePlace(1, "INBOX", 7, 4);
        var (held, header) = (Message(isPartial: false), Message(isPartial: true));
        StoredTransfer[] transfers =
        [
            Sent() with { Id = 1, Source = place }, Sent() with { Id = 2, CopyOf = place, Message = held }, Sent() with { Id = 3, CopyOf = place, Message = header },
            Sent() with { Id = 4, Message = held }, Sent(accepted: false) with { Id = 5, Source = place }, Sent(mailbox: "INBOX") with { Id = 6, Source = place },
            Sent() with { Id = 7, Source = place, Target = null }, Sent() with { Id = 8, Source = place, Attempt = null },
        ];
        var (moves, copies, lost) = TransferPlanner.Missed(transfers, "Other");
        (moves.Single().Id, copies.Single().Id, lost.Single().Id).ShouldBe((1, 2, 3));
    }

    [Fact]
    public void What_is_to_be_moved_or_copied_from_under_a_former_number_has_its_mailbox_looked_at()
    {
        var former = new MessagePlace(1, "INBOX", 7, 4);
        foreach (var transfer in (StoredTransfer[])[Sent() with { Source = former }, Sent() with { CopyOf = former }])
        {
            TransferPlanner.HaveFormerPlaces([transfer], "INBOX", 8).ShouldBeTrue();
            TransferPlanner.HaveFormerPlaces([transfer], "INBOX", 7).ShouldBeFalse();
            TransferPlanner.HaveFormerPlaces([transfer], "Other", 8).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("NO MOVE extension not supported", true)]
    [InlineData("BAD Unknown command", true)]
    [InlineData("NO [CANNOT] Not so.", true)]
    [InlineData("NO [NOPERM] You may not.", false)]
    [InlineData("NO [EXPUNGEISSUED] Gone.", false)]
    [InlineData("NO [LIMIT] Too many at once.", false)]
    [InlineData("NO Not so.", false, MailErrorKind.OverQuota)]
    [InlineData("NO Not so.", false, MailErrorKind.MailboxNotFound)]
    [InlineData("NO Not so.", false, MailErrorKind.ServerUnavailable)]
    [InlineData("NO Not so.", false, MailErrorKind.CommandRefused, true)]
    [InlineData("NO Not so.", false, MailErrorKind.CommandRefused, false, 2)]
    public void COPY_is_tried_in_place_of_MOVE_where_the_server_may_have_no_MOVE(
        string reply, bool isCopied, MailErrorKind kind = MailErrorKind.CommandRefused, bool hasMoved = false, int messages = 1)
    {
        var refusal = new MailFailure(kind, new("", ""), new("", "")) { ServerReply = reply };
        var command = new TransferCommand(
            TransferCommandKind.Move, "INBOX", 7, "Other", [.. Enumerable.Range(1, messages).Select(i => new TransferItem(new(i, "Other", null), (uint)i))]);
        TransferPlanner.IsCopiedInstead(command, refusal, hasMoved).ShouldBe(isCopied);
        TransferPlanner.IsCopiedInstead(command with { Kind = TransferCommandKind.CopyToMove }, refusal, hasMoved).ShouldBeFalse();
    }

    static TransferredMessage Message(bool isPartial) => new(1, ContentKey.Of([1]), default, default, "", isPartial);
}
