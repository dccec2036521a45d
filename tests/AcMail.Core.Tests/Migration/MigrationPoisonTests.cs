using System.Text;
using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Core.Tests.Migration;

/// <summary>Accounts that go over to a server which does not give out a message.</summary>
public sealed class MigrationPoisonTests
{
    /// <summary>What the first message of a mailbox may do to a FETCH that comes to it.</summary>
    public static TheoryData<ImapMisbehaviour, string> Poisons => [.. ((ImapMisbehaviour[])
        [
            ImapMisbehaviour.FetchFails, ImapMisbehaviour.FetchUnreadable, ImapMisbehaviour.FetchGarbled, ImapMisbehaviour.FetchHangsUp,
            ImapMisbehaviour.LiteralTooShort,
        ])
        .SelectMany(p => Rungs.Select(r => (p, r)))];

    static IReadOnlyList<string> Rungs => [ImapFixture.TransferRungs[0], ImapFixture.TransferRungs[3], ImapFixture.TransferRungs[^1]];

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task One_poison_message_holds_nothing_up_and_is_linked_once_it_is_given_out(ImapMisbehaviour poison, string without)
    {
        var time = new AdjustableTime();
        await using var mail = new ImapFixture(without, time: time);
        mail.Deliver(4);
        await KeepByPopAsync(mail);
        var ids = await IdsAsync(mail);
        await ToImapAsync(mail);
        mail.Misbehave(p => p.Misbehaving(poison));

        var report = await MigrateAsync(mail);

        report.Sync.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems, $"{report.Sync.Failure}");
        var problem = report.Plan!.Problems.ShouldHaveSingleItem();
        (problem.Mailbox, problem.Uid).ShouldBe(("INBOX", "1"));
        report.Plan.Mailboxes.ShouldHaveSingleItem().Linked.ShouldBe(3);
        report.Sync.Problems.Select(p => (p.Mailbox, p.Uid)).Distinct().ShouldHaveSingleItem().ShouldBe(("INBOX", "1"));
        (await IdsAsync(mail)).ShouldBe(ids, ignoreOrder: true);
        mail.User.Inbox.Messages.Count.ShouldBe(4);

        mail.Behave();
        time.Now += TimeSpan.FromDays(31);
        await mail.SyncWellAsync();
        (await IdsAsync(mail)).ShouldBe(ids, ignoreOrder: true);
        mail.User.Inbox.Messages.Count.ShouldBe(4);
        await mail.ShouldAgreeAsync();
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task A_server_whose_counters_of_mailboxes_cannot_be_read_takes_an_account_over()
    {
        await using var mail = new ImapFixture();
        mail.Deliver(4);
        await KeepByPopAsync(mail);
        var ids = await IdsAsync(mail);
        await ToImapAsync(mail);
        mail.Misbehave(p => p.Misbehaving(ImapMisbehaviour.MailboxIdUnreadable));

        var report = await MigrateAsync(mail);

        report.Sync.Outcome.ShouldBe(SyncOutcome.Completed, $"{report.Sync.Failure}");
        report.Plan!.Mailboxes.ShouldHaveSingleItem().Linked.ShouldBe(4);
        (await IdsAsync(mail)).ShouldBe(ids, ignoreOrder: true);
        await mail.ShouldAgreeAsync();
    }

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task Filed_elsewhere_here_it_is_not_sent_there_while_it_may_be_what_the_server_does_not_give_out(ImapMisbehaviour poison, string without)
    {
        var time = new AdjustableTime();
        await using var mail = new ImapFixture(without, time: time);
        mail.Deliver(4);
        await KeepByPopAsync(mail);
        var ids = await IdsAsync(mail);
        var filed = (await mail.ListAsync()).Single(m => m.Headers.Subject == "message 0").Id;
        await mail.Actions.MoveAsync([filed], "Élèves", TestContext.Current.CancellationToken);
        await ToImapAsync(mail);
        mail.Misbehave(p => p.Misbehaving(poison));

        (await MigrateAsync(mail)).Plan!.Problems.ShouldHaveSingleItem();
        (await IdsAsync(mail)).ShouldBe(ids, ignoreOrder: true);
        (mail.User.FindMailbox("Élèves")?.Messages.Count ?? 0).ShouldBe(0);

        mail.Behave();
        time.Now += TimeSpan.FromDays(31);
        await mail.SyncWellAsync();
        await mail.SyncWellAsync();
        (await IdsAsync(mail)).ShouldBe(ids, ignoreOrder: true);
        // Without UIDPLUS it stays in the inbox, marked as deleted.
        (mail.User.Inbox.Messages.Count(m => !m.Flags.Contains("\\Deleted")), mail.User.FindMailbox("Élèves")!.Messages.Count).ShouldBe((3, 1));
        await mail.ShouldAgreeAsync();
        await mail.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task What_is_only_here_is_kept_and_sent_once_the_poison_message_is_gone(ImapMisbehaviour poison, string without)
    {
        await using var mail = new ImapFixture(without);
        mail.Deliver(3);
        mail.Deliver(1, first: 100);
        await KeepByPopAsync(mail);
        var ids = await IdsAsync(mail);
        mail.User.Inbox.Remove(4);
        await ToImapAsync(mail);
        mail.Misbehave(p => p.Misbehaving(poison));
        (await MigrateAsync(mail)).Plan!.Problems.ShouldHaveSingleItem();
        (await IdsAsync(mail)).ShouldBe(ids, ignoreOrder: true);
        mail.User.Inbox.Messages.Count.ShouldBe(3);

        mail.Behave();
        mail.User.Inbox.Remove(1);
        await mail.SyncWellAsync();
        (await IdsAsync(mail)).ShouldBe(ids, ignoreOrder: true);
        mail.User.Inbox.Messages.Select(ImapFixture.SubjectOf).ShouldBe(ids.Select(i => i.Subject), ignoreOrder: true);
        await mail.ShouldAgreeAsync();
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task A_header_whose_rest_the_server_does_not_give_out_is_not_said_to_be_gone()
    {
        await using var mail = new ImapFixture();
        mail.User.Inbox.Add(Encoding.UTF8.GetBytes($"Subject: large\r\nMessage-ID: <large@x.fr>\r\n\r\n{new string('x', 5000)}\r\n"));
        await KeepByPopAsync(mail, o => o.Pop3.MaximumDownloadSize = 1000);
        await ToImapAsync(mail);
        var held = (await mail.ListAsync()).ShouldHaveSingleItem();
        mail.Misbehave(p => p.Misbehaving(ImapMisbehaviour.FetchFails));
        var failure = (await MigrateAsync(mail)).Sync.Failure.ShouldNotBeNull();
        failure.Kind.ShouldBe(MailErrorKind.CommandRefused);
        failure.Remedy.English.ShouldNotContain("delete");
        failure.Remedy.French.ShouldNotContain("supprimez");
        (await mail.ListAsync()).ShouldHaveSingleItem().ShouldBe(held);

        mail.Behave();
        (await MigrateAsync(mail)).Sync.Failure.ShouldBeNull();
        (await mail.ListAsync()).ShouldHaveSingleItem().IsPartial.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_gives_out_nothing_is_not_asked_for_each_message_alone_and_nothing_changes()
    {
        await using var mail = new ImapFixture();
        mail.Deliver(100);
        await KeepByPopAsync(mail);
        var ids = await IdsAsync(mail);
        await ToImapAsync(mail);
        mail.Misbehave(p => p.Answering("UID FETCH", "NO Server Unavailable. 15"));
        (await MigrateAsync(mail)).Sync.Failure!.Kind.ShouldBe(MailErrorKind.CommandRefused);
        mail.Server.Sessions.Sum(s => s.ClientLines.Count(l => l.Contains("UID FETCH", StringComparison.Ordinal))).ShouldBeLessThan(40);
        mail.Behave();
        var report = await MigrateAsync(mail);
        report.Sync.Outcome.ShouldBe(SyncOutcome.Completed);
        report.Plan!.Mailboxes.ShouldHaveSingleItem().Linked.ShouldBe(100);
        (await IdsAsync(mail)).ShouldBe(ids, ignoreOrder: true);
        await mail.ShouldRestAsync();
    }

    static async Task KeepByPopAsync(ImapFixture mail, Action<MailAccountOptions>? configure = null)
    {
        mail.Protocol = MailProtocol.Pop3;
        await mail.RestartAsync(configure ?? (_ => { }));
        await mail.SyncWellAsync();
    }

    static Task ToImapAsync(ImapFixture mail)
    {
        mail.Protocol = MailProtocol.Imap;
        return mail.RestartAsync(_ => { });
    }

    /// <summary>On a connection of its own: a server that changes its ways does so for new ones.</summary>
    static async Task<MigrationReport> MigrateAsync(ImapFixture mail)
    {
        await ((MailAccount)mail.Account).HangUpAsync();
        return await mail.Migrator.MigrateAsync("pro", null, TestContext.Current.CancellationToken);
    }

    /// <summary>The messages, each with what it is about.</summary>
    static async Task<IReadOnlyList<(long Id, string Subject)>> IdsAsync(ImapFixture mail) =>
        [.. (await mail.ListAsync()).Select(m => (m.Id, m.Headers.Subject))];
}
