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

    [Fact]
    public void What_COPYUID_names_is_where_it_says_and_what_it_passes_over_had_gone_before()
    {
        Dictionary<uint, uint> told = new() { [4] = 40, [5] = 41 };

        Tell(TransferFold.After(Command(TransferCommandKind.Move), 9, told)).ShouldBe("1 is at 9:40, 2 is at 9:41, failed 3");
        Tell(TransferFold.After(Command(TransferCommandKind.CopyToMove), 9, new Dictionary<uint, uint>(told) { [6] = 42 }))
            .ShouldBe("1 is at 9:40 and left, 2 is at 9:41 and left, 3 is at 9:42 and left");
    }

    [Fact]
    public void What_is_not_told_is_looked_for()
    {
        Tell(TransferFold.After(Command(TransferCommandKind.Move), 9, new Dictionary<uint, uint>())).ShouldBe("accepted 1 2 3");
        Tell(TransferFold.After(Command(TransferCommandKind.Move), 0, new Dictionary<uint, uint> { [4] = 40 })).ShouldBe("accepted 1 2 3");
    }

    // Of the three that are to be removed the first is a message, the second was marked before, and the third is what a move left behind.
    [Fact]
    public void The_mark_that_a_removal_sets_is_taken_off_again_where_nothing_comes_of_it()
    {
        var removal = Command(TransferCommandKind.Remove);

        Tell(TransferFold.Marking(removal)).ShouldBe("marking 4");
        TransferFold.Marking(Command(TransferCommandKind.Move)).ShouldBeEmpty();
        TransferFold.Marking(removal with { Items = [.. removal.Items.Skip(1)] }).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_refused_is_as_it_was_and_stays_on_the_server_where_asking_again_is_no_use()
    {
        Tell(TransferFold.Refused(Command(TransferCommandKind.Move), forGood: false)).ShouldBe("failed 1 2 3");
        Tell(TransferFold.Refused(Command(TransferCommandKind.Move), forGood: true)).ShouldBe("failed 1 2 3, restored 10, restored 20, vanished 6");
        Tell(TransferFold.Refused(Command(TransferCommandKind.Remove), forGood: false)).ShouldBe("");
        Tell(TransferFold.Refused(Command(TransferCommandKind.Remove), forGood: true)).ShouldBe("restored 10, restored 20, vanished 6");
    }

    [Fact]
    public void What_a_server_cannot_expunge_alone_is_marked_there()
    {
        var removal = Command(TransferCommandKind.Remove);

        Tell(TransferFold.Removed(removal, new(Moves: false, Expunges: true))).ShouldBe("vanished 4:6");
        Tell(TransferFold.Removed(removal, default)).ShouldBe("left 1 2 3, marked 4");
        Tell(TransferFold.Removed(removal with { Items = [.. removal.Items.Skip(1)] }, default)).ShouldBe("left 2 3");
    }

    static TransferCommand Command(TransferCommandKind kind) => new(
        kind, "INBOX", 7, kind == TransferCommandKind.Remove ? null : "Other",
        [new(Transfer(1, default), 4), new(Transfer(2, new(SystemFlags.Deleted)), 5), new(new(3, "Other", null), 6)]);

    static StoredTransfer Transfer(long id, MailFlags flags) =>
        new(id, "Other", null) { Message = new(id * 10, ContentKey.Of([1]), flags, default, "", IsPartial: false) };

    static string Tell(IEnumerable<StoreChange> changes) => string.Join(", ", changes.Select(c => c switch
    {
        TransferArrived a => $"{a.Transfer} is at {a.UidValidity}:{a.Uid}{(a.LeftBehind ? " and left" : "")}",
        TransfersAccepted a => $"accepted {string.Join(' ', a.Transfers)}",
        TransfersFailed f => $"failed {string.Join(' ', f.Transfers)}",
        MessageRestored r => $"restored {r.Id}",
        MessagesVanished { Mailbox: "INBOX", UidValidity: 7 } v => $"vanished {v.Uids}",
        MarksSending { Mailbox: "INBOX", UidValidity: 7 } m => $"marking {m.Uids}",
        MarksSent { Mailbox: "INBOX", UidValidity: 7 } m => $"marked {m.Uids}",
        RemovalsLeft l => $"left {string.Join(' ', l.Transfers)}",
        _ => $"{c}",
    }));

    static TakenMessage Taken(long id, uint uid, long size) =>
        new(new(TransferCommandKind.Append, null, 0, "INBOX", [new(new StoredTransfer(id, "INBOX", null), 0)]), 7, uid, size);

    static KeptSizes Kept(uint uidValidity, params (uint Uid, long Size)[] sizes) => new(uidValidity, sizes.ToDictionary(s => s.Uid, s => s.Size));
}
