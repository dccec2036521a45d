using AcMail.Core.Tests.Imap.Sessions;
using static AcMail.Core.Tests.Migration.MovingMail;

namespace AcMail.Core.Tests.Migration;

/// <summary>A server that numbers every mailbox anew has lost what it had, or has it still.</summary>
public sealed class RenewedServerTests
{
    const uint Renewed = 7;

    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_was_set_up_anew_does_not_empty_the_replica_and_is_given_everything_back(string without)
    {
        await using var mail = await BeginAsync(without);
        var before = await HeldAsync(mail);
        mail.User.DeleteMailbox("Projets");
        Empty(mail, "INBOX");
        Empty(mail, "Cours");
        mail.Deliver(1);

        for (var pass = 0; pass < 2; pass++)
        {
            (await mail.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.RemovalsHeld);
            (await HeldAsync(mail)).ShouldBe(before);
        }

        var report = await mail.Migrator.MigrateAsync("pro", null, TestContext.Current.CancellationToken);
        report.Sync.Outcome.ShouldBe(SyncOutcome.Completed, report.Sync.Failure?.ToString());
        (report.Plan!.Mailboxes.Sum(m => m.Linked), report.Plan.Mailboxes.Sum(m => m.Uploads)).ShouldBe((1, before.Count - 1));
        (await HeldAsync(mail)).ShouldBe(before);
        await mail.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_was_set_up_anew_under_the_same_numbers_does_not_empty_the_replica_and_what_was_done_here_strikes_nothing_there(string without)
    {
        await using var mail = await BeginAsync(without);
        var before = await HeldAsync(mail);
        foreach (var mailbox in mail.User.Mailboxes) Empty(mail, mailbox.Name, mailbox.UidValidity);
        mail.Deliver(3, first: 300);
        var struck = (await mail.ListAsync()).Where(m => m is { Mailbox: "INBOX", Uid: 2 or 3 }).ToList();
        await mail.Actions.MarkAsync([struck[0].Id], new(SystemFlags.Flagged), default, TestContext.Current.CancellationToken);
        await mail.Actions.DeleteAsync([struck[1].Id], forGood: true, TestContext.Current.CancellationToken);

        for (var pass = 0; pass < 2; pass++)
        {
            (await mail.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.RemovalsHeld);
            (await HeldAsync(mail)).Count.ShouldBe(before.Count - 1);
        }

        mail.User.Inbox.Messages.Select(m => $"{m.Uid}{m.Flags}").ShouldBe(["1", "2", "3"]);
        var report = await mail.Migrator.MigrateAsync("pro", null, TestContext.Current.CancellationToken);
        report.Sync.Outcome.ShouldBe(SyncOutcome.Completed, report.Sync.Failure?.ToString());
        (await HeldAsync(mail)).Count.ShouldBe(before.Count - 1 + 3);
        await mail.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_only_numbered_anew_is_linked(string without)
    {
        await using var mail = await BeginAsync(without);
        var before = await HeldAsync(mail);
        foreach (var mailbox in mail.User.Mailboxes) mailbox.ChangeUidValidity(Renewed + mailbox.UidValidity);
        for (var uid = 1u; uid <= 3; uid++) mail.User.Inbox.Remove(uid);

        (await mail.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await HeldAsync(mail)).Count.ShouldBe(before.Count - 3);
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task What_is_gone_from_a_server_that_numbers_as_before_goes()
    {
        await using var mail = await BeginAsync("");
        mail.User.DeleteMailbox("Projets");
        mail.User.FindMailbox("Cours")!.ChangeUidValidity(Renewed);
        await mail.SyncWellAsync();
        (await mail.ListAsync()).Count.ShouldBe(65);
        await mail.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_mailbox_that_another_client_deletes_while_the_inbox_is_empty_goes(string without)
    {
        await using var mail = new ImapFixture(without);
        mail.Deliver(60, "Projets");
        await mail.SyncWellAsync();
        mail.User.DeleteMailbox("Projets");
        mail.Deliver(1, first: 100);

        await mail.SyncWellAsync();

        (await mail.SubjectsAsync("INBOX")).ShouldBe(["message 100"]);
        await mail.ShouldAgreeAsync();
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task An_empty_inbox_with_the_same_number_whose_UIDs_begin_anew_is_no_proof()
    {
        await using var mail = new ImapFixture();
        mail.Deliver(60, "Projets");
        mail.Deliver(1);
        mail.User.Inbox.Remove(1);
        await mail.SyncWellAsync();
        mail.User.DeleteMailbox("Projets");
        mail.User.Inbox.ChangeUidValidity(mail.User.Inbox.UidValidity);

        (await mail.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.RemovalsHeld);
        (await mail.ListAsync()).Count.ShouldBe(60);
    }

    [Fact]
    public async Task What_was_deleted_here_first_is_not_held_on_to()
    {
        await using var mail = await BeginAsync("");
        mail.User.DeleteMailbox("Projets");
        Empty(mail, "INBOX");
        Empty(mail, "Cours");
        await mail.Actions.DeleteAsync([.. (await mail.ListAsync()).Select(m => m.Id)], forGood: true, TestContext.Current.CancellationToken);
        await mail.SyncAsync();
        (await mail.ListAsync()).ShouldBeEmpty();
        await mail.ShouldRestAsync();
    }

    static async Task<ImapFixture> BeginAsync(string without)
    {
        var mail = new ImapFixture(without);
        mail.Deliver(60);
        mail.Deliver(55, "Projets", first: 100);
        mail.Deliver(5, "Cours", first: 200);
        await mail.SyncWellAsync();
        return mail;
    }

    static void Empty(ImapFixture mail, string name, uint? renewed = null)
    {
        var mailbox = mail.User.FindMailbox(name)!;
        foreach (var message in mailbox.Messages.ToList()) mailbox.Remove(message.Uid);
        mailbox.ChangeUidValidity(renewed ?? (Renewed + mailbox.UidValidity));
    }
}
