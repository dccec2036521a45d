using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

public sealed class MailboxActionTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.TransferRungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_created_renamed_and_deleted_here_is_so_on_the_server(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(1);
        imap.Deliver(2, "Élèves/3e");
        imap.User.CreateMailbox("Élèves");
        imap.User.CreateMailbox("Vide");
        await imap.SyncWellAsync();
        var ids = (await imap.ListAsync()).Select(m => m.Id).Order().ToList();
        var mailboxes = imap.Account.Replica.MailboxActions;
        (await mailboxes.CreateAsync("Classes/4e/Devoirs")).ShouldBe("Classes/4e/Devoirs");
        (await mailboxes.CreateAsync("classes")).ShouldBe("Classes");
        await mailboxes.RenameAsync("eleves", "Classes/Élèves");
        await mailboxes.DeleteAsync("Vide");
        await mailboxes.SubscribeAsync("INBOX", subscribed: false);
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Classes/4e/Devoirs");
        await imap.RestartAsync();
        (await NamesAsync(imap)).ShouldBe(["Classes", "Classes/4e", "Classes/4e/Devoirs", "Classes/Élèves", "Classes/Élèves/3e"]);

        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).Where(n => n.StartsWith("Classes", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(await NamesAsync(imap));
        imap.User.FindMailbox("Vide").ShouldBeNull();
        imap.User.FindMailbox("Élèves").ShouldBeNull();
        imap.User.Inbox.IsSubscribed.ShouldBeFalse();
        (await imap.SubjectsAsync("Classes/4e/Devoirs")).ShouldBe(["message 0"]);
        (await imap.ListAsync()).Select(m => m.Id).Order().ShouldBe(ids);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_mailbox_below_others_may_be_created_before_the_first_pass(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(1);
        await imap.Account.Replica.MailboxActions.CreateAsync("Classes/4e/Devoirs");
        using var content = new MemoryStream(ImapFixture.Message(9));
        var id = await imap.Actions.AppendAsync(new(content) { Mailbox = "Classes/4e/Devoirs" });

        await imap.SyncWellAsync();
        (await NamesAsync(imap)).ShouldBe(["Classes", "Classes/4e", "Classes/4e/Devoirs"]);
        (await imap.Account.Replica.FindAsync(id))!.Mailbox.ShouldBe("Classes/4e/Devoirs");
        imap.User.FindMailbox("Classes/4e/Devoirs")!.Messages.Count.ShouldBe(1);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Inbox", true)]
    [InlineData("inbox/Projets", true)]
    [InlineData("Inbox", false)]
    [InlineData("inbox/Projets", false)]
    public async Task The_inbox_by_another_case_is_no_second_one(string name, bool isSynchronized)
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        if (isSynchronized) await imap.SyncWellAsync();
        var mailbox = await imap.Account.Replica.MailboxActions.CreateAsync(name);
        using var content = new MemoryStream(ImapFixture.Message(9));
        await imap.Actions.AppendAsync(new(content) { Mailbox = name });

        await imap.SyncWellAsync();
        mailbox.ShouldStartWith("INBOX");
        (await imap.ListAsync()).Select(m => m.Headers.Subject).Order().ShouldBe(["message 0", "message 1", "message 9"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_mailbox_is_not_renamed_to_the_inbox_by_another_case()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1, "A");
        await imap.SyncWellAsync();
        var renaming = async () => await imap.Account.Replica.MailboxActions.RenameAsync("A", "inbox");
        (await Should.ThrowAsync<MailException>(renaming)).Failure.Kind.ShouldBe(MailErrorKind.MailboxExists);
        await imap.ShouldAgreeAsync();
    }

    [Theory]
    [InlineData("A")]
    [InlineData("A/B")]
    public async Task A_mailbox_is_renamed_on_a_connection_that_has_it_or_one_below_open(string open)
    {
        await using var imap = new ImapFixture("UNSELECT", profile: p => p with { Imap = p.Imap.Misbehaving(ImapMisbehaviour.SelectedMailboxLocked) })
        {
            KeepsConnection = true,
        };
        imap.Deliver(1, "A");
        imap.Deliver(1, "A/B", first: 5);
        await imap.SyncWellAsync();
        imap.Deliver(1, open, first: 9);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.RenameAsync("A", "C");
        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "C", "C/B"], ignoreOrder: true);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_the_server_refuses_is_taken_back_with_the_reason()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        imap.Deliver(1, "A", first: 5);
        await imap.SyncWellAsync();
        var mailboxes = imap.Account.Replica.MailboxActions;
        await mailboxes.RenameAsync("A", "B");
        await mailboxes.CreateAsync("C");
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "C");
        imap.Server.Faults.Add(Fault.Answer("RENAME", "NO [CANNOT] No."));
        imap.Server.Faults.Add(Fault.Answer("CREATE", "NO [NOPERM] Never."));
        var report = await imap.SyncAsync();
        report.Problems.Select(p => p.Failure.ServerReply).ShouldBe(["NO [CANNOT] No.", "NO [NOPERM] Never."]);
        (await imap.IdAsync(1)).ShouldBeGreaterThan(0);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_creation_or_renaming_whose_answer_was_lost_is_not_called_refused()
    {
        await using var imap = new ImapFixture { Reopens = false };
        imap.Deliver(1, "A");
        await imap.SyncWellAsync();
        var mailboxes = imap.Account.Replica.MailboxActions;
        await mailboxes.CreateAsync("C");
        imap.Server.Faults.Add(Fault.LoseReply("CREATE"));
        (await imap.SyncAsync()).Outcome.ShouldBe(SyncOutcome.Failed);
        await mailboxes.RenameAsync("A", "B");
        imap.Server.Faults.Add(Fault.LoseReply("RENAME"));
        (await imap.SyncAsync()).Outcome.ShouldBe(SyncOutcome.Failed);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.ListAsync("B")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_renaming_that_is_refused_is_taken_back_with_all_that_lies_below()
    {
        await using var imap = await RenamedTooLateAsync(("A", "B"));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_was_renamed_below_a_renaming_that_is_refused_gets_its_name_in_the_same_pass()
    {
        await using var imap = await RenamedTooLateAsync(("A/É", "B"), ("A", "D"));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Mailbox.ShouldBe("A"), p => p.Failure.ServerReply.ShouldBeNull());
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "C", "B"], ignoreOrder: true);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task Where_everything_lies_below_the_inbox_what_is_created_here_does_too()
    {
        await using var imap = new ImapFixture(profile: BelowInbox);
        imap.Deliver(2);
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([await imap.IdAsync(1)]);
        await imap.Account.Replica.MailboxActions.CreateAsync("Classes.4e");
        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "INBOX.Trash", "INBOX.Classes", "INBOX.Classes.4e"], ignoreOrder: true);
        (await imap.SubjectsAsync("INBOX.Trash")).ShouldBe(["message 0"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_is_taken_below_the_inbox_is_refused_and_taken_back_rather_than_waited_for()
    {
        await using var imap = new ImapFixture(profile: BelowInbox);
        imap.Deliver(1);
        imap.User.CreateMailbox("INBOX.Classes");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Classes");
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Classes");
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Mailbox.ShouldBe("Classes");
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 0"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mailbox_where_a_namespace_begins_is_neither_renamed_nor_deleted_and_the_account_goes_on()
    {
        await using var imap = new ImapFixture(
            profile: p => p with { Imap = p.Imap.Answering(new ScriptedReply("NAMESPACE", "* NAMESPACE ((\"\" \"/\")(\"Archives/\" \"/\")) NIL NIL\r\nOK Done.")) });
        imap.User.CreateMailbox("Archives");
        imap.Deliver(1, "Archives/2020");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.RenameAsync("Archives", "Anciens");
        imap.Deliver(1);
        var report = await imap.SyncAsync();
        report.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            p => p.Mailbox.ShouldBe("Archives"), p => p.Failure.Kind.ShouldBe(MailErrorKind.CommandRefused), p => p.Failure.ServerReply.ShouldBeNull());
        (await imap.ListAsync("Archives/2020")).Count.ShouldBe(1);
        (await imap.ListAsync("INBOX")).Count.ShouldBe(1);

        imap.User.DeleteMailbox("Archives/2020");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.DeleteAsync("Archives");
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.CommandRefused);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_mailbox_whose_name_ends_in_half_a_character_keeps_its_messages()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2, "Photos \ud83d");
        for (var pass = 0; pass < 3; pass++)
        {
            await imap.SyncWellAsync();
            (await imap.ListAsync("Photos \ufffd")).Count.ShouldBe(2);
        }
    }

    [Fact]
    public async Task The_inbox_lies_outside_every_namespace_and_is_not_drawn_into_one()
    {
        await using var imap = new ImapFixture(profile: p => p with { Imap = p.Imap with { PersonalPrefix = "Mail/" } });
        using var content = new MemoryStream(ImapFixture.Message(9));
        await imap.Actions.AppendAsync(new(content) { Mailbox = await imap.Account.Replica.MailboxActions.CreateAsync("INBOX") });
        await imap.Account.Replica.MailboxActions.CreateAsync("Classes");
        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "Mail/Classes"], ignoreOrder: true);
        imap.User.Inbox.Messages.Count.ShouldBe(1);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task The_inbox_is_one_however_its_name_is_written()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        imap.User.CreateMailbox("A");
        var mailboxes = imap.Account.Replica.MailboxActions;
        (await mailboxes.CreateAsync("inbox")).ShouldBe("INBOX");
        await imap.SyncWellAsync();
        (await mailboxes.CreateAsync("Inbox/Classes")).ShouldBe("INBOX/Classes");
        (await mailboxes.CreateAsync("inBox")).ShouldBe("INBOX");
        await mailboxes.RenameAsync("A", "inbox/A");
        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "INBOX/Classes", "INBOX/A"], ignoreOrder: true);
        (await imap.Account.Replica.GetMailboxesAsync()).Select(m => m.Name).ShouldBe(["INBOX", "INBOX/Classes", "INBOX/A"], ignoreOrder: true);
        (await imap.ListAsync()).Count.ShouldBe(1);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_cannot_be_is_refused_at_once()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1, "A");
        imap.Deliver(1, "B/x");
        imap.User.CreateMailbox("B");
        await imap.SyncWellAsync();
        var mailboxes = imap.Account.Replica.MailboxActions;
        (await KindAsync(() => mailboxes.DeleteAsync("A"))).ShouldBe(MailErrorKind.MailboxNotEmpty);
        (await KindAsync(() => mailboxes.DeleteAsync("B"))).ShouldBe(MailErrorKind.MailboxNotEmpty);
        (await KindAsync(() => mailboxes.RenameAsync("A", "B"))).ShouldBe(MailErrorKind.MailboxExists);
        (await KindAsync(() => mailboxes.RenameAsync("nothing", "C"))).ShouldBe(MailErrorKind.MailboxNotFound);
        await mailboxes.RenameAsync("A", "C");
        (await KindAsync(() => mailboxes.RenameAsync("B", "A"))).ShouldBe(MailErrorKind.MailboxExists);
        await Should.ThrowAsync<ArgumentException>(async () => await mailboxes.RenameAsync("INBOX", "C2"));
        await Should.ThrowAsync<ArgumentException>(async () => await mailboxes.RenameAsync("B", "B/y"));
        await Should.ThrowAsync<ArgumentException>(async () => await mailboxes.CreateAsync("a//b"));
        await Should.ThrowAsync<ArgumentException>(async () => await mailboxes.CreateAsync(" "));
    }

    /// <summary>Renames here what another client has renamed meanwhile: A, with what lies below, to C.</summary>
    static async Task<ImapFixture> RenamedTooLateAsync(params (string From, string To)[] here)
    {
        var imap = new ImapFixture();
        imap.User.CreateMailbox("A");
        imap.User.CreateMailbox("A/É");
        await imap.SyncWellAsync();
        foreach (var (from, to) in here) await imap.Account.Replica.MailboxActions.RenameAsync(from, to);
        imap.User.RenameMailbox("A", "C");
        imap.User.RenameMailbox("A/É", "C/É");
        return imap;
    }

    static ServerProfile BelowInbox(ServerProfile profile) => profile with { Imap = profile.Imap with { PersonalPrefix = "INBOX.", Delimiter = '.' } };

    static async Task<List<string>> NamesAsync(ImapFixture imap) =>
        [.. (await imap.Account.Replica.GetMailboxesAsync()).Select(m => m.Name).Where(n => n.StartsWith("Classes", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    static async Task<MailErrorKind> KindAsync(Func<ValueTask> action) => (await Should.ThrowAsync<MailException>(async () => await action())).Failure.Kind;
}
