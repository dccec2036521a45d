using AcMail.Storage;

namespace AcMail.Core.Tests.Imap.Transfers;

public sealed class AwaitedMessagesTests
{
    static readonly ContentKey Whole = ContentKey.Of("whole"u8), Header = ContentKey.Of("header"u8), Other = ContentKey.Of("other"u8);

    [Fact]
    public void What_has_a_lower_UID_than_the_next_was_there_before()
    {
        var awaited = new AwaitedMessages([Sent(1, Whole, uidNext: 5), Sent(2, Header, uidNext: 7, isPartial: true)], "A", 1);
        (awaited.IsToldByBytes(4, null), awaited.IsToldByBytes(5, null)).ShouldBe((false, true));
        (awaited.IsToldByHeader(6), awaited.IsToldByHeader(7)).ShouldBe((false, true));
    }

    [Fact]
    public void Under_another_UIDVALIDITY_it_may_have_any_UID()
    {
        var awaited = new AwaitedMessages([Sent(1, Whole, "<1@x>", uidNext: 5)], "A", 2);
        awaited.IsToldByBytes(1, null).ShouldBeTrue();
        awaited.FindRewritten(1, Other, "<1@x>")!.Id.ShouldBe(1);
    }

    [Fact]
    public void Nothing_is_awaited_of_what_was_sent_elsewhere_or_not_sent()
    {
        var awaited = new AwaitedMessages([Sent(1, Whole, mailbox: "B"), new(2, "A", null) { Message = Message(Whole, "", false) }], "A", 1);
        (awaited.IsToldByBytes(9, null), awaited.IsToldByHeader(9)).ShouldBe((false, false));
    }

    [Fact]
    public void Only_what_has_the_same_Message_ID_needs_to_be_told_by_its_bytes()
    {
        var awaited = new AwaitedMessages([Sent(1, Whole, "<1@x>"), Sent(2, Other, "<2@x>", uidNext: 9)], "A", 1);
        (awaited.IsToldByBytes(5, "<1@x>"), awaited.IsToldByBytes(5, "<2@x>"), awaited.IsToldByBytes(5, "")).ShouldBe((true, false, false));
    }

    [Fact]
    public void What_the_server_wrote_anew_is_known_by_its_Message_ID_once_it_said_that_it_took_it()
    {
        var awaited = new AwaitedMessages([Sent(1, Whole, "<1@x>", isAccepted: false), Sent(2, Whole, "<2@x>"), Sent(3, Whole)], "A", 1);
        awaited.FindRewritten(5, Other, "<1@x>").ShouldBeNull("nobody knows whether it took it");
        awaited.FindRewritten(5, Other, "<2@x>")!.Id.ShouldBe(2);
        awaited.FindRewritten(5, Whole, "<2@x>").ShouldBeNull("it is as it was sent");
        awaited.FindRewritten(5, Other, "").ShouldBeNull();
    }

    [Fact]
    public void What_is_as_it_was_sent_is_not_another_of_the_same_Message_ID()
    {
        var awaited = new AwaitedMessages([Sent(1, Whole, "<1@x>"), Sent(2, Other, "<1@x>")], "A", 1);
        awaited.FindRewritten(5, Other, "<1@x>").ShouldBeNull();
        awaited.FindRewritten(5, Header, "<1@x>")!.Id.ShouldBe(1);
    }

    [Fact]
    public void Only_of_what_is_held_in_part_is_there_a_header()
    {
        var awaited = new AwaitedMessages([Sent(1, Whole), Sent(2, Header, isPartial: true)], "A", 1);
        (awaited.HasHeader(Header), awaited.HasHeader(Whole)).ShouldBe((true, false));
    }

    static StoredTransfer Sent(
        long id, ContentKey content, string messageId = "", uint uidNext = 1, bool isPartial = false, bool isAccepted = true, string mailbox = "A") =>
        new(id, mailbox, null) { Attempt = new(mailbox, 1, uidNext, isAccepted), Message = Message(content, messageId, isPartial) };

    static TransferredMessage Message(ContentKey content, string messageId, bool isPartial) => new(1, content, default, default, messageId, isPartial);
}
