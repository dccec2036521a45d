using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>Servers that give a mailbox a name that is not quite the one that was asked for.</summary>
public sealed class OddNameTests
{
    const string Decomposed = "E\u0301te\u0301";

    public static TheoryData<ImapMisbehaviour, string, string, string> Names =>
    [
        .. from name in ((ImapMisbehaviour, string, string)[])
            [(ImapMisbehaviour.NamesComposed, Decomposed, "Été"), (ImapMisbehaviour.NamesTrimmed, " Cours ", "Cours")]
        from rung in ImapFixture.Rungs.Append("OBJECTID").Append("MOVE,UIDPLUS")
        select (name.Item1, name.Item2, name.Item3, rung),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_new_mailbox_is_called_here_as_the_server_calls_it_and_gets_what_was_put_into_it(
        ImapMisbehaviour misbehaviour, string name, string called, string without)
    {
        await using var imap = Begin(misbehaviour, without);
        imap.Deliver(3);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync($"{name}/2026");
        var ids = (await imap.ListAsync("INBOX")).Select(m => m.Id).ToList();
        await imap.Actions.MoveAsync([ids[0]], name);
        await imap.Actions.MoveAsync([ids[1]], $"{name}/2026");

        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", called, $"{called}/2026"], ignoreOrder: true);
        imap.User.Mailboxes.ShouldAllBe(m => m.IsSubscribed);
        (await imap.ListAsync(called)).Select(m => m.Id).ShouldBe([ids[0]]);
        (await imap.ListAsync($"{called}/2026")).Select(m => m.Id).ShouldBe([ids[1]]);
        (imap.User.FindMailbox(called)!.Messages.Count, imap.User.FindMailbox($"{called}/2026")!.Messages.Count).ShouldBe((1, 1));
        await imap.SyncWellAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task So_is_a_renamed_one(ImapMisbehaviour misbehaviour, string name, string called, string without)
    {
        await using var imap = Begin(misbehaviour, without);
        imap.Deliver(2, "Avant");
        imap.Deliver(1, "Avant/Dedans", 7);
        await imap.SyncWellAsync();
        var held = (await imap.ListAsync("Avant")).Select(m => m.Id).ToList();
        await imap.Account.Replica.MailboxActions.RenameAsync("Avant", name);
        await imap.MarkAsync(held[0], add: "\\Flagged");

        await imap.SyncWellAsync();
        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", called, $"{called}/Dedans"], ignoreOrder: true);
        (await imap.ListAsync(called)).Select(m => m.Id).ShouldBe(held);
        imap.User.FindMailbox(called)!.Messages.Count(m => m.Flags.Contains("\\Flagged")).ShouldBe(1);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_found_after_the_answer_to_CREATE_was_lost(bool isCutAfterwards)
    {
        await using var imap = Begin(ImapMisbehaviour.NamesComposed, "OBJECTID");
        imap.Deliver(1);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync(Decomposed);
        await imap.Actions.MoveAsync([(await imap.ListAsync("INBOX")).Single().Id], Decomposed);
        imap.Server.Faults.Add(isCutAfterwards ? Fault.LoseCommand("LIST") : Fault.LoseReply("CREATE"));

        await imap.SyncAsync();
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Été")).ShouldBe(["message 0"]);
        imap.User.FindMailbox("Été")!.Messages.Count.ShouldBe(1);
        await imap.ShouldAgreeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("OBJECTID")]
    public async Task So_is_a_renamed_one_whose_answer_was_lost(string without)
    {
        await using var imap = Begin(ImapMisbehaviour.NamesComposed, without);
        imap.Deliver(2, "Avant");
        await imap.SyncWellAsync();
        var held = (await imap.ListAsync("Avant")).Select(m => m.Id).ToList();
        await imap.Account.Replica.MailboxActions.RenameAsync("Avant", Decomposed);
        imap.Server.Faults.Add(Fault.LoseReply("RENAME"));

        await imap.SyncAsync();
        await imap.SyncWellAsync();
        (await imap.ListAsync("Été")).Select(m => m.Id).ShouldBe(held);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("archives/2026", "Archives/2026")]
    [InlineData("ARCHIVES/élèves/2026", "Archives/Élèves/2026")]
    [InlineData("archives", "Archives")]
    public async Task What_is_above_a_new_mailbox_is_the_one_that_is_known(string name, string expected)
    {
        await using var imap = Begin(ImapMisbehaviour.NamesCaseless);
        imap.Deliver(1);
        imap.User.CreateMailbox("Archives");
        imap.User.CreateMailbox("Archives/Élèves");
        await imap.SyncWellAsync();
        (await imap.Account.Replica.MailboxActions.CreateAsync(name)).ShouldBe(expected);
        await imap.Actions.MoveAsync([(await imap.ListAsync("INBOX")).Single().Id], expected);

        await imap.SyncWellAsync();
        imap.User.FindMailbox(expected)!.Messages.Count.ShouldBe(1);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("OBJECTID")]
    [InlineData("OBJECTID,LIST-STATUS,LIST-EXTENDED")]
    public async Task A_mailbox_that_another_client_gave_other_letters_is_here_once(string without)
    {
        await using var imap = Begin(ImapMisbehaviour.NamesCaseless, without);
        imap.Deliver(2, "archives/2026");
        await imap.SyncWellAsync();
        imap.User.RenameMailbox("archives/2026", "Archives/2026");

        await imap.SyncWellAsync();
        (await imap.Account.Replica.GetMailboxesAsync()).Where(m => m.Selectable).Select(m => m.Name).ShouldBe(["Archives/2026", "INBOX"], ignoreOrder: true);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_is_put_into_a_mailbox_before_the_first_synchronisation_goes_into_the_one_of_that_name_in_other_letters()
    {
        await using var imap = Begin(ImapMisbehaviour.NamesCaseless);
        imap.Deliver(1, "Archives");
        await imap.Account.Replica.MailboxActions.CreateAsync("archives");
        using var content = new MemoryStream(ImapFixture.Message(7));
        await imap.Actions.AppendAsync(new(content) { Mailbox = "archives" });

        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Archives")).ShouldBe(["message 0", "message 7"], ignoreOrder: true);
        imap.User.FindMailbox("Archives")!.Messages.Count.ShouldBe(2);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_new_mailbox_that_the_server_takes_for_one_that_is_here_is_told_once_and_taken_back()
    {
        await using var imap = Begin(ImapMisbehaviour.NamesTrimmed);
        imap.Deliver(1);
        imap.User.CreateMailbox("Cours");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Cours ");
        await imap.Actions.MoveAsync([(await imap.ListAsync("INBOX")).Single().Id], "Cours ");

        var problem = (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();
        (problem.Mailbox, problem.Failure.Kind).ShouldBe(("Cours ", MailErrorKind.CommandRefused));
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 0"]);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    static ImapFixture Begin(ImapMisbehaviour misbehaviour, string without = "") =>
        new(without, profile: p => p with { Imap = p.Imap.Misbehaving(misbehaviour) });
}
