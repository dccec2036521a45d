using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>What is done here with a mailbox that is not mirrored reaches the server like anything else; nothing more of it comes here.</summary>
public sealed class NotMirroredTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.TransferRungs];

    public static TheoryData<string, bool> Servers => [.. ImapFixture.TransferRungs.SelectMany(r => (ValueTuple<string, bool>[])[(r, true), (r, false)])];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_deletion_goes_into_a_trash_that_is_not_mirrored(string without, bool isThere)
    {
        await using var imap = new ImapFixture(without, o => o.Imap.Mailboxes.Add("INBOX"), p => p with { Mailboxes = [] });
        imap.Deliver(2);
        if (isThere) imap.User.CreateMailbox("Trash", "\\Trash");
        if (isThere) imap.Deliver(3, "Trash", first: 10);
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([await imap.IdAsync(1)]);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Trash"))[^1].ShouldBe("message 0");
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 1"]);
        (await imap.ListAsync("Trash")).ShouldHaveSingleItem().Headers.Subject.ShouldBe("message 0");
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();

        await imap.RestartAsync(_ => { });
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_handled_is_marked_and_filed_away_without_a_copy_of_the_archives(string without)
    {
        await using var imap = new ImapFixture(without, o => o.Imap.Mailboxes.Add("INBOX"));
        imap.Deliver(4);
        imap.Deliver(40, "Archives", first: 100);
        await imap.SyncWellAsync();
        var held = (await imap.ListAsync()).OrderBy(m => m.Uid).ToList();
        await imap.Account.Replica.MailboxActions.CreateAsync("Archives");
        await imap.MarkAsync(held[0].Id, "\\Seen handled");
        await imap.Actions.MoveAsync([held[0].Id, held[1].Id], "Archives");
        await imap.SyncWellAsync();
        await imap.MarkAsync(held[1].Id, "\\Flagged");
        await imap.Actions.CopyAsync([held[2].Id], "Archives");
        using var content = new MemoryStream(ImapFixture.Message(9));
        await imap.Actions.AppendAsync(new(content) { Mailbox = "Archives" });
        await imap.SyncWellAsync();
        imap.User.FindMailbox("Archives")!.Messages.Skip(40).Select(m => $"{ImapFixture.SubjectOf(m)} {string.Join(' ', m.Flags)}").Order(StringComparer.Ordinal)
            .ShouldBe(["message 0 handled \\Seen", "message 1 \\Flagged", "message 2 ", "message 9 "]);
        (await imap.ListAsync("Archives")).Count.ShouldBe(4);
        (await imap.SyncWellAsync()).Mailboxes.ShouldAllBe(m => m.Uploaded == 0);

        // And back.
        await imap.Actions.MoveAsync([held[0].Id], "INBOX");
        await imap.SyncWellAsync();
        await imap.RestartAsync(_ => { });
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task It_is_listed_once_it_was_named_and_goes_with_the_servers_while_nothing_is_held_of_it()
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Mailboxes.Add("INBOX"));
        imap.Deliver(3);
        imap.Deliver(1, "Traités", first: 100);
        imap.User.CreateMailbox("Autre");
        await imap.SyncWellAsync();
        (await NamesAsync(imap)).ShouldBe(["INBOX"]);
        (await imap.Account.Replica.MailboxActions.CreateAsync("Traités")).ShouldBe("Traités");
        await imap.SyncWellAsync();
        (await NamesAsync(imap)).ShouldBe(["INBOX", "Traités"], ignoreOrder: true);
        imap.User.RenameMailbox("Traités", "Traités 2025");
        await imap.SyncWellAsync();
        (await NamesAsync(imap)).Except(["Traités 2025"]).ShouldBe(["INBOX"]);
        imap.User.DeleteMailbox("Traités 2025");
        await imap.SyncWellAsync();
        (await NamesAsync(imap)).ShouldBe(["INBOX"]);

        // What is held stays, as in any mailbox that is not mirrored.
        await imap.Account.Replica.MailboxActions.CreateAsync("Autre");
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Autre");
        await imap.SyncWellAsync();
        imap.User.DeleteMailbox("Autre");
        await imap.SyncWellAsync();
        (await imap.ListAsync("Autre")).ShouldHaveSingleItem();
        imap.User.Mailboxes.Select(m => m.Name).ShouldNotContain("Autre");
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Of_what_was_sent_and_not_heard_of_only_that_message_is_fetched(string without)
    {
        await using var imap = new ImapFixture(without, o => o.Imap.Mailboxes.Add("INBOX")) { Reopens = false };
        imap.Deliver(3);
        imap.Deliver(4, "Archives", first: 100);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Archives");
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Archives");
        var command = without.Contains("MOVE", StringComparison.Ordinal) ? "UID COPY" : "UID MOVE";
        if (without.Contains("UIDPLUS", StringComparison.Ordinal)) command = command[4..];
        imap.Server.Faults.Add(Fault.LoseReply(command));
        (await imap.SyncAsync()).Outcome.ShouldBe(SyncOutcome.Failed);
        imap.Deliver(2, "Archives", first: 200);
        await imap.SyncWellAsync();
        imap.BodiesGiven.ShouldBe(0);
        (await imap.SubjectsAsync("Archives")).Count(s => s == "message 0").ShouldBe(1);
        (await imap.ListAsync("Archives")).ShouldHaveSingleItem().Headers.Subject.ShouldBe("message 0");
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 1", "message 2"]);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_server_asks_for_patience_nothing_is_fetched_to_find_what_was_sent()
    {
        await using var imap = new ImapFixture("OBJECTID", o => o.Imap.Mailboxes = ["INBOX"]) { Reopens = false };
        imap.Deliver(2);
        imap.User.CreateMailbox("Archives");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Archives");
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Archives");
        imap.Server.Faults.Add(Fault.LoseReply("UID MOVE"));
        await imap.SyncAsync();
        imap.Deliver(3, "Archives", first: 100);
        imap.Server.Faults.Add(Fault.Answer("UID FETCH", "NO [UNAVAILABLE] later"));
        (await imap.SyncAsync()).Problems.ShouldContain(p => p.Failure.Kind == MailErrorKind.ServerUnavailable);
        imap.BodiesGiven.ShouldBe(0);
        imap.Server.Faults.Clear();
        await imap.SyncWellAsync();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
        (await imap.ListAsync("Archives")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_sent_and_is_not_given_out_stays_in_doubt_until_it_is()
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(
            "OBJECTID", o => (o.Imap.Mailboxes, o.Imap.TrustMessageIds) = (["INBOX"], false), time: time) { Reopens = false };
        imap.Deliver(2);
        imap.User.CreateMailbox("Archives");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Archives");
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Archives");
        imap.Server.Faults.Add(Fault.LoseReply("UID MOVE"));
        await imap.SyncAsync();
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.FetchFails));
        (await imap.SyncAsync()).Problems.Select(p => p.Uid).Distinct().ShouldBe(["1", null], ignoreOrder: true);
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Uid.ShouldBeNull();
        imap.Behave();
        time.Now += TimeSpan.FromHours(6);
        await imap.SyncWellAsync();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
        (await imap.QuarantineAsync()).ShouldBeEmpty();
        (await imap.SubjectsAsync("Archives")).ShouldBe(["message 0"]);
    }

    [Fact]
    public async Task What_was_done_to_messages_that_are_gone_there_is_told_until_it_is_taken_back_or_the_mailbox_mirrored()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        imap.Deliver(3, "Archives", first: 5);
        await imap.SyncWellAsync();
        await imap.RestartAsync(o => o.Imap.ExcludedMailboxes.Add("Archives"));
        var held = await imap.ListAsync("Archives");
        foreach (var message in held) imap.User.FindMailbox("Archives")!.Remove(message.Uid);
        await imap.Actions.MoveAsync([held[1].Id, held[2].Id], "INBOX");
        for (var pass = 0; pass < 2; pass++)
        {
            (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                p => p.Mailbox.ShouldBe("Archives"), p => p.Failure.Kind.ShouldBe(MailErrorKind.InvalidSettings),
                p => p.Failure.Message.English.ShouldContain("2 messages"), p => p.Failure.Message.French.ShouldContain("« Archives »"));
        }

        (await imap.Actions.UndoAsync([held[2].Id])).ShouldBe([held[2].Id]);
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Message.English.ShouldContain("1 message ");
        await imap.RestartAsync(_ => { });
        await imap.SyncAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_name_that_only_has_mailboxes_below_it_on_the_server_is_not_taken_for_the_trash()
    {
        await using var imap = new ImapFixture(profile: p => p with { Mailboxes = [] });
        imap.Deliver(3);
        imap.User.CreateMailbox("Trash").IsSelectable = false;
        imap.User.CreateMailbox("Trash/2020");
        await imap.SyncWellAsync();
        for (var uid = 1u; uid <= 2; uid++)
        {
            await imap.Actions.DeleteAsync([await imap.IdAsync(uid)]);
            await imap.SyncWellAsync();
            await imap.ShouldRestAsync();
        }

        (await imap.SubjectsAsync("Trash 2")).ShouldBe(["message 0", "message 1"]);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "Poubelle", "\\Trash")]
    [InlineData("SPECIAL-USE", "Corbeille", null)]
    public async Task A_role_is_that_of_the_mailbox_that_the_server_has_for_it_though_it_was_never_mirrored(string without, string trash, string? use)
    {
        await using var imap = new ImapFixture(without, o => o.Imap.Mailboxes.Add("INBOX"), p => p with { Mailboxes = [] });
        imap.Deliver(3);
        imap.User.CreateMailbox(trash, use);
        imap.User.CreateMailbox("Envoyés");
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(9));
        await imap.Actions.AppendAsync(new(content) { Role = MailboxRole.Sent });
        for (var uid = 1u; uid <= 2; uid++)
        {
            await imap.Actions.DeleteAsync([await imap.IdAsync(uid)]);
            await imap.SyncWellAsync();
        }

        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", trash, "Envoyés"], ignoreOrder: true);
        (await imap.SubjectsAsync(trash)).ShouldBe(["message 0", "message 1"]);
        (await imap.SubjectsAsync("Envoyés")).ShouldBe(["message 9"]);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_trash_that_was_deleted_here_is_not_the_one_for_what_is_deleted_then()
    {
        await using var imap = new ImapFixture(profile: p => p with { Mailboxes = [] });
        imap.Deliver(2);
        imap.User.CreateMailbox("Poubelle", "\\Trash");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.DeleteAsync("Poubelle");
        await imap.Actions.DeleteAsync([await imap.IdAsync(1)]);
        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "Trash"], ignoreOrder: true);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData(true, "look at its messages with another program")]
    [InlineData(false, "It is back here; look at its messages.")]
    public async Task A_mailbox_that_is_deleted_here_and_holds_what_nobody_here_has_seen_comes_back_with_what_to_do(bool isExcluded, string advice)
    {
        await using var imap = new ImapFixture(configure: o => { if (isExcluded) o.Imap.ExcludedMailboxes.Add("Classés"); });
        imap.Deliver(1);
        await imap.Account.Replica.MailboxActions.CreateAsync("Classés");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.DeleteAsync("Classés");
        imap.Deliver(1, "Classés", first: 100);
        var report = await imap.SyncAsync();
        report.Problems.ShouldHaveSingleItem().Failure.Remedy.English.ShouldContain(advice);
        imap.User.FindMailbox("Classés").ShouldNotBeNull().Messages.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_mailbox_that_another_client_removed_is_there_again_for_what_goes_into_it(string without)
    {
        await using var imap = new ImapFixture(without, o => o.Imap.Mailboxes.Add("INBOX"));
        imap.Deliver(4);
        imap.Deliver(1, "Classés/Traités", first: 100);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Classés/Traités");
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Classés/Traités");
        await imap.SyncWellAsync();
        foreach (var name in (string[])["Classés/Traités", "Classés"]) if (imap.User.FindMailbox(name) is { } there) imap.User.DeleteMailbox(there.Name);
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(2)], "Classés/Traités");
        await imap.Actions.CopyAsync([await imap.IdAsync(3)], "Classés/Traités");
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Classés/Traités")).Order(StringComparer.Ordinal).ShouldBe(["message 1", "message 2"]);
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 2", "message 3"]);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
        // What was held of it can be read still.
        (await imap.ListAsync("Classés/Traités")).Count.ShouldBe(3);
        (await imap.SyncWellAsync()).Mailboxes.ShouldAllBe(m => m.Uploaded == 0);
    }

    [Fact]
    public async Task What_the_server_refuses_or_puts_off_is_told_once_and_for_its_reason()
    {
        await using var imap = new ImapFixture("", o => o.Imap.Mailboxes.Add("INBOX"));
        imap.Deliver(3);
        imap.Deliver(1, "Traités", first: 100);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Traités");
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Traités");
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(9));
        await imap.Actions.AppendAsync(new(content) { Mailbox = "Traités" });
        await imap.Actions.MoveAsync([await imap.IdAsync(2)], "Traités");
        await imap.MarkAsync((await imap.ListAsync("Traités")).Single(m => m.Uid > 0).Id, "\\Flagged");
        imap.Server.Faults.Add(Fault.Answer("APPEND", "NO [OVERQUOTA] full"));
        imap.Server.Faults.Add(Fault.Answer("UID MOVE", "NO [UNAVAILABLE] later"));
        imap.Server.Faults.Add(Fault.Answer("UID STORE", "NO [UNAVAILABLE] later"));
        (await imap.SyncAsync()).Problems.Select(p => p.Failure.Kind)
            .ShouldBe([MailErrorKind.OverQuota, MailErrorKind.ServerUnavailable, MailErrorKind.ServerUnavailable], ignoreOrder: true);
        imap.Server.Faults.Clear();
        await imap.SyncWellAsync();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_has_no_Message_ID_and_was_opened_goes_back_once_where_bodies_come_on_demand(string without)
    {
        await using var imap = new ImapFixture(without + ",OBJECTID", o =>
        {
            o.Imap.Mailboxes.Add("INBOX");
            o.Imap.Bodies.OnDemand = true;
        });
        for (var i = 0; i < 2; i++) imap.User.FindMailbox("INBOX")!.Add("Subject: message x\r\n\r\nbody\r\n"u8.ToArray());
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Traités");
        await imap.Actions.MoveAsync([await imap.IdAsync(1), await imap.IdAsync(2)], "Traités");
        await imap.SyncWellAsync();
        var ids = (await imap.ListAsync("Traités")).ConvertAll(m => m.Id);
        foreach (var id in ids) await (await imap.Account.Replica.OpenContentAsync(id)).DisposeAsync();
        await imap.Actions.MoveAsync(ids, "INBOX");
        for (var pass = 0; pass < 2; pass++)
        {
            await imap.SyncWellAsync();
            (await imap.ListAsync("INBOX")).Select(m => m.Id).ShouldBe(ids, ignoreOrder: true);
        }

        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message x", "message x"]);
        (await imap.SubjectsAsync("Traités")).ShouldBeEmpty();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_server_only_says_it_copied_out_of_one_is_told_and_not_tried_all_over_again()
    {
        await using var imap = new ImapFixture("UIDPLUS,MOVE", o => o.Imap.Mailboxes.Add("INBOX"));
        imap.Deliver(2);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Traités");
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Traités");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(1, "Traités")], "INBOX");
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.TransfersForgotten));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.ProtocolError);
        imap.Count("COPY").ShouldBe(1);
        imap.Behave();
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 1", "message 0"]);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    static async Task<IEnumerable<string>> NamesAsync(ImapFixture imap) => (await imap.Account.Replica.GetMailboxesAsync()).Select(m => m.Name);
}
