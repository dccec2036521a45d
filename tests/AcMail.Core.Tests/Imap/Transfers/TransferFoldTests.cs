using AcMail.Storage;

namespace AcMail.Core.Tests.Imap.Transfers;

public sealed class TransferFoldTests
{
    [Fact]
    public void What_the_server_took_as_it_was_sent_is_where_it_says() =>
        TransferFold.Taken([Taken(1, 8, 100), Taken(2, 9, 50)], Kept(7, (8, 100), (9, 50)))
            .ShouldBe([new TransferArrived(1, 7, 8, LeftBehind: false), new TransferArrived(2, 7, 9, LeftBehind: false)]);

    [Theory]
    [InlineData(8, 101u, 7)] // written anew
    [InlineData(9, 100u, 7)] // not there when it was looked for
    [InlineData(8, 100u, 6)] // numbered anew meanwhile
    public void Otherwise_it_is_asked_for_its_bytes(uint uid, uint size, uint uidValidity) =>
        TransferFold.Taken([Taken(1, 8, 100)], Kept(uidValidity, (uid, size))).ShouldHaveSingleItem().ShouldBeOfType<TransfersAccepted>().Transfers.ShouldBe([1]);

    [Fact]
    public void A_UID_that_is_told_twice_proves_nothing() =>
        TransferFold.Taken([Taken(1, 8, 100), Taken(2, 8, 100), Taken(3, 0, 100), Taken(4, 0, 100)], Kept(7, (8, 100)))
            .Select(c => c.ShouldBeOfType<TransfersAccepted>().Transfers.Single()).ShouldBe([1, 2, 3, 4]);

    [Fact]
    public void Of_what_is_sent_by_number_only_what_the_server_shows_was_accepted()
    {
        var command = new TransferCommand(
            TransferCommandKind.Copy, "INBOX", 7, "Other", [new(new(1, "Other", null), 4), new(new(2, "Other", null), 5), new(new(3, "Other", null), 6)]);
        var changes = TransferFold.After(command, UidSet.Of(4, 6)).ToList();
        changes[0].ShouldBeOfType<TransfersAccepted>().Transfers.ShouldBe([1, 3]);
        changes[1].ShouldBeOfType<TransfersFailed>().Transfers.ShouldBe([2]);
        TransferFold.After(command, UidSet.Empty).ShouldHaveSingleItem().ShouldBeOfType<TransfersFailed>();
        TransferFold.After(command, UidSet.Of(4, 5, 6)).ShouldHaveSingleItem().ShouldBeOfType<TransfersAccepted>();
    }

    static TakenMessage Taken(long id, uint uid, long size) =>
        new(new(TransferCommandKind.Append, null, 0, "INBOX", [new(new StoredTransfer(id, "INBOX", null), 0)]), 7, uid, size);

    static KeptSizes Kept(uint uidValidity, params (uint Uid, long Size)[] sizes) => new(uidValidity, sizes.ToDictionary(s => s.Uid, s => s.Size));
}
