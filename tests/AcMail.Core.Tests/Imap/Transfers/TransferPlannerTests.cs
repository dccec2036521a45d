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

        // Where the server has it, what it was copied from does not matter any more.
        TransferPlanner.HaveFormerPlaces([Sent() with { Source = former with { UidValidity = 8 }, CopyOf = former }], "INBOX", 8).ShouldBeFalse();
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

    [Fact]
    public void What_was_sent_and_not_heard_of_is_looked_for_from_the_least_UID_that_it_may_have()
    {
        StoredTransfer[] sent = [Sent(uidNext: 9), Sent(uidNext: 5), Sent(uidNext: 2, mailbox: "INBOX"), Sent() with { Attempt = null }];

        TransferPlanner.InDoubt(sent).ShouldBe(["Other", "INBOX"], ignoreOrder: true);
        TransferPlanner.FirstArrival(sent, "Other", 7).ShouldBe(5u);
        TransferPlanner.FirstArrival(sent, "INBOX", 7).ShouldBe(2u);
        TransferPlanner.FirstArrival(sent, "Other", 8).ShouldBe(1u);
        TransferPlanner.FirstArrival([Sent(uidNext: 0)], "Other", 7).ShouldBe(1u);
        TransferPlanner.FirstArrival(sent, "Trash", 7).ShouldBe(0u);
    }

    [Fact]
    public void What_is_awaited_in_a_mailbox_is_what_was_sent_there()
    {
        var message = Message(isPartial: false);
        StoredTransfer[] sent =
        [
            Sent() with { Message = message with { MessageId = "a@x" } }, Sent() with { Message = message }, Sent() with { Message = null },
            Sent(mailbox: "INBOX") with { Message = message with { MessageId = "b@x" } },
        ];

        TransferPlanner.AwaitedIds(sent, "Other").ShouldBe(["a@x", ""], ignoreOrder: true);
        TransferPlanner.AwaitedIds(sent, "INBOX").ShouldBe(["b@x"]);
    }

    [Theory]
    // Nothing is missing.
    [InlineData("Other", 7, 0, true)]
    [InlineData("Other", 8, 0, true)]
    // What is missing was there before.
    [InlineData("Other", 7, 4, true)]
    // What is missing may be what was sent.
    [InlineData("Other", 7, 5, false)]
    [InlineData("Other", 7, 9, false)]
    [InlineData("Other", 8, 4, false)]
    // Nothing was sent there.
    [InlineData("Trash", 7, 0, false)]
    [InlineData("Trash", 7, 4, false)]
    public void A_mailbox_answers_for_what_was_sent_there_once_none_of_it_can_be_missing(string mailbox, uint uidValidity, uint missing, bool isAnswered) =>
        TransferPlanner.IsAnswered([Sent(uidNext: 5), Sent(uidNext: 6), Sent(uidNext: 1, mailbox: "INBOX")], mailbox, uidValidity, missing == 0 ? UidSet.Empty : UidSet.Of([1u, missing]))
            .ShouldBe(isAnswered);

    [Fact]
    public void Copies_are_made_while_their_originals_are_there_and_removals_come_last()
    {
        StoredTransfer[] transfers =
        [
            new(1, null, Place(1)), new(2, "Other", Place(2)), new(3, "Other", null) { Message = Message(isPartial: false) }, new(4, "Other", null) { CopyOf = Place(2) },
        ];

        Tell(Plan(transfers, moves: true)).ShouldBe("Copy 4, Move 2, Append 3, Remove 1");
        Tell(Plan(transfers, moves: false)).ShouldBe("Copy 4, CopyToMove 2, Append 3, Remove 1");
    }

    [Fact]
    public void What_a_mailbox_is_missing_for_waits()
    {
        var held = Message(isPartial: false);
        var plan = Plan(
        [
            new(1, "Gone", Place(1)), new(2, "Gone", null) { CopyOf = Place(1) }, new(3, "Gone", null) { Message = held }, new(4, "Other", Place(1, "Gone")),
            new(5, "Other", null) { CopyOf = Place(1, "Gone"), Message = held }, new(6, null, Place(1, "Gone")),
        ]);

        (plan.Commands.Count, plan.Impossible.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Of_a_message_that_only_the_server_has_whole_the_server_makes_another_and_nothing_else_can()
    {
        var header = Message(isPartial: true);
        var plan = Plan([new(1, "Other", null) { Message = header }, new(2, "Other", Place(2)) { Message = header }, new(3, "Other", null) { CopyOf = Place(2), Message = header }]);

        Tell(plan).ShouldBe("Copy 3, Move 2");
        plan.Impossible.ShouldHaveSingleItem().Id.ShouldBe(1);
        // Its original may be back.
        Plan([new(2, "Other", Place(2, "Gone")) { Message = header }, new(3, "Other", null) { CopyOf = Place(2, "Gone"), Message = header }]).Impossible.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(TransferCommandKind.Copy))]
    [InlineData(nameof(TransferCommandKind.Move))]
    [InlineData(nameof(TransferCommandKind.Append))]
    [InlineData(nameof(TransferCommandKind.Remove))]
    public void A_command_that_breaks_leaves_a_thousand_messages_in_doubt_at_most(string kind)
    {
        var plan = Plan([.. Enumerable.Range(1, 2001).Select(i => kind switch
        {
            nameof(TransferCommandKind.Copy) => new StoredTransfer(i, "Other", null) { CopyOf = Place((uint)i) },
            nameof(TransferCommandKind.Move) => new StoredTransfer(i, "Other", Place((uint)i)),
            nameof(TransferCommandKind.Append) => new StoredTransfer(i, "Other", null) { Message = Message(isPartial: false) },
            _ => new StoredTransfer(i, null, Place((uint)i)),
        })]);

        plan.Commands.ShouldAllBe(c => c.Kind.ToString() == kind);
        plan.Commands.Select(c => c.Items.Count).ShouldBe([1000, 1000, 1]);
        plan.Commands.SelectMany(c => c.Ids).Order().ShouldBe(Enumerable.Range(1, 2001).Select(i => (long)i));
    }

    [Fact]
    public void What_is_copied_several_times_into_one_mailbox_takes_as_many_commands()
    {
        static StoredTransfer Copy(long id, uint uid) => new(id, "Other", null) { CopyOf = Place(uid) };

        var plan = Plan([Copy(1, 4), Copy(2, 4), Copy(3, 5), Copy(4, 4)]);

        plan.Commands.Select(c => string.Join(' ', c.Ids)).ShouldBe(["1 3", "2", "4"]);
        plan.Commands.ShouldAllBe(c => c.Uids.Count == c.Items.Count);
    }

    [Fact]
    public void A_copy_whose_original_is_numbered_anew_is_sent_instead()
    {
        StoredTransfer[] copy = [Sent() with { CopyOf = new(1, "INBOX", 7, 4) }];

        TransferPlanner.HaveFormerOriginals(copy, "INBOX", 8).ShouldBeTrue();
        TransferPlanner.HaveFormerOriginals(copy, "INBOX", 7).ShouldBeFalse();
        TransferPlanner.HaveFormerOriginals(copy, "Other", 8).ShouldBeFalse();
        TransferPlanner.HaveFormerOriginals([Sent() with { Source = copy[0].CopyOf }], "INBOX", 8).ShouldBeFalse();
    }

    [Fact]
    public void A_move_is_overtaken_where_its_message_vanished_from_where_it_was()
    {
        var waiting = Sent() with { Attempt = null, Source = new(1, "INBOX", 7, 4) };
        UidSet vanished = UidSet.Of([4u]);

        TransferPlanner.Overtaken([waiting], "INBOX", 7, vanished).ShouldBe([waiting]);
        TransferPlanner.Overtaken([waiting], "Other", 7, vanished).ShouldBeEmpty();
        TransferPlanner.Overtaken([waiting], "INBOX", 8, vanished).ShouldBeEmpty();
        TransferPlanner.Overtaken([waiting], "INBOX", 7, UidSet.Of([5u])).ShouldBeEmpty();
        TransferPlanner.Overtaken([waiting with { Target = null }, waiting with { Attempt = Sent().Attempt }], "INBOX", 7, vanished).ShouldBeEmpty();
    }

    [Fact]
    public void A_move_is_taken_back_where_its_message_is_numbered_anew()
    {
        var waiting = Sent() with { Attempt = null, Source = new(1, "INBOX", 7, 4), Message = Message(isPartial: false) };

        TransferPlanner.Renumbered([waiting], "INBOX", 8).ShouldBe([waiting]);
        TransferPlanner.Renumbered([waiting], "INBOX", 7).ShouldBeEmpty();
        TransferPlanner.Renumbered([waiting], "Other", 8).ShouldBeEmpty();
        TransferPlanner.Renumbered([waiting with { Message = null }, waiting with { Attempt = Sent().Attempt }], "INBOX", 8).ShouldBeEmpty();
    }

    [Fact]
    public void What_waits_for_mailboxes_that_are_not_mirrored_is_counted_once_each()
    {
        var message = Message(isPartial: false);
        var (inbox, old) = (new MessagePlace(1, "INBOX", 7, 4), new MessagePlace(1, "Old", 7, 4));
        StoredTransfer[] transfers =
        [
            new(1, "Old", inbox) { Message = message }, new(2, "Old", old) { Message = message }, new(3, "INBOX", old) { Message = message },
            new(4, "INBOX", null) { CopyOf = old, Message = message }, new(5, "INBOX", null) { Message = message, Attempt = new("Far", 7, 4, true) },
            new(6, "Old", null), new(7, null, old) { Message = message, IsLeft = true }, new(8, "INBOX", inbox) { Message = message },
        ];
        StoredMark[] marks = [new("Old", 7, UidSet.Of([1u, 2u]), default), new("INBOX", 7, UidSet.Of([3u]), default)];

        TransferPlanner.Barred(transfers, marks, new HashSet<string> { "Old", "Far" })
            .ShouldBe(new Dictionary<string, int> { ["Old"] = 6, ["Far"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void What_is_withheld_is_counted_by_the_mailbox_that_has_no_UIDVALIDITY()
    {
        var place = new MessagePlace(1, "INBOX", ImapPlanner.NoUidValidity, 4);
        StoredTransfer[] transfers =
        [
            new(1, "Other", place), new(2, "Other", null) { CopyOf = place }, new(3, "Other", place with { UidValidity = 7 }), new(4, "Other", null),
            new(5, "Other", place) { Attempt = Sent().Attempt }, new(6, "Other", place with { Mailbox = "Old" }),
        ];

        TransferPlanner.Withheld(transfers, "INBOX").ShouldBe(2);
        TransferPlanner.Withheld(transfers, "Old").ShouldBe(1);
        TransferPlanner.Withheld(transfers, "Other").ShouldBe(0);
    }

    [Theory]
    [InlineData(MailErrorKind.CommandRefused, "NO [LIMIT] too many keywords", true)]
    [InlineData(MailErrorKind.CommandRefused, "NO [NOPERM] no", false)]
    [InlineData(MailErrorKind.OverQuota, "NO [OVERQUOTA] full", false)]
    public void A_message_goes_up_without_its_keywords_where_they_may_be_why_it_was_refused(MailErrorKind kind, string reply, bool may) =>
        TransferPlanner.MayBeForKeywords(new(kind, new("", ""), new("", "")) { ServerReply = reply }).ShouldBe(may);

    static TransferPlan Plan(StoredTransfer[] transfers, bool moves = true) =>
        TransferPlanner.Plan(transfers, new HashSet<string>(["INBOX", "Other"]), new(moves, Expunges: true));

    static string Tell(TransferPlan plan) => string.Join(", ", plan.Commands.Select(c => $"{c.Kind} {string.Join(' ', c.Ids)}"));

    static MessagePlace Place(uint uid, string mailbox = "INBOX") => new(1, mailbox, 7, uid);

    static TransferredMessage Message(bool isPartial) => new(1, ContentKey.Of([1]), default, default, "", isPartial);
}
