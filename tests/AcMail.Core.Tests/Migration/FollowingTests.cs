using System.Text;
using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Storage;
using AcMail.Testing;
using static AcMail.Core.Tests.Migration.MovingMail;

namespace AcMail.Core.Tests.Migration;

/// <summary>The settings of an IMAP account name another server, or another user, than those whose mailboxes the replica mirrors.</summary>
public sealed class FollowingTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rungs => [.. ImapFixture.TransferRungs];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Mailboxes_of_another_are_not_mirrored_and_nothing_is_removed_here(int messages)
    {
        await using var mail = new ImapFixture(time: new AdjustableTime());
        mail.Deliver(70);
        mail.Deliver(4, "Projets", first: 80);
        await mail.SyncWellAsync();
        var before = await HeldAsync(mail);
        await mail.GoToAsync(mail.Server.AddUser("zoe"));
        mail.Deliver(messages, first: 100);

        for (var pass = 0; pass < 2; pass++)
        {
            var failure = (await mail.SyncAsync()).Failure!;
            failure.Kind.ShouldBe(MailErrorKind.InvalidSettings);
            failure.Message.English.ShouldContain("dmartin@127.0.0.1");
            failure.Message.French.ShouldContain("zoe@127.0.0.1");
            (await HeldAsync(mail)).ShouldBe(before);
        }

        mail.User.Inbox.Messages.Count.ShouldBe(messages);
        await mail.GoToAsync(mail.Server.FindUser("dmartin")!);
        await mail.SyncWellAsync();
        (await HeldAsync(mail)).ShouldBe(before);
    }

    [Fact]
    public async Task A_body_is_not_fetched_from_the_mailbox_of_another()
    {
        await using var mail = new ImapFixture(time: new AdjustableTime(), configure: o => o.Imap.Bodies.OnDemand = true);
        mail.Deliver(1);
        await mail.SyncWellAsync();
        var id = (await mail.ListAsync())[0].Id;
        await mail.GoToAsync(mail.Server.AddUser("zoe"));
        mail.Deliver(1);
        (await Should.ThrowAsync<MailException>(() => mail.Account.Replica.OpenContentAsync(id).AsTask())).Failure.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        (await mail.ListAsync())[0].IsPartial.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_mailboxes_by_another_name_of_the_host_go_on_by_themselves()
    {
        await using var mail = new ImapFixture();
        mail.Deliver(30);
        mail.Deliver(2, "Projets", first: 40);
        await mail.SyncWellAsync();
        var ids = (await mail.ListAsync()).ConvertAll(m => m.Id);
        for (var uid = 28u; uid <= 30; uid++) mail.User.Inbox.Remove(uid);
        mail.Deliver(1, first: 50);
        await mail.RestartAsync(o => o.Incoming!.Host = "localhost");

        var report = await mail.SyncWellAsync();
        (report.MessagesAdded, report.Mailboxes.Sum(m => m.Removed)).ShouldBe((1, 3));
        (await mail.ListAsync()).Count(m => ids.Contains(m.Id)).ShouldBe(29);
        await mail.ShouldRestAsync();
        mail.LastSession.ClientLines.Count(l => l.Contains(" FETCH ", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public async Task A_replica_of_empty_mailboxes_is_anybodys()
    {
        await using var mail = new ImapFixture();
        await mail.SyncWellAsync();
        await mail.GoToAsync(mail.Server.AddUser("zoe"));
        mail.Deliver(2);
        (await mail.SyncWellAsync()).MessagesAdded.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_all_deleted_here_before_the_former_server_heard_of_it_holds_nothing_up()
    {
        await using var mail = new ImapFixture();
        mail.Deliver(2);
        await mail.SyncWellAsync();
        await mail.Actions.DeleteAsync([.. (await mail.ListAsync()).Select(m => m.Id)], forGood: true, TestContext.Current.CancellationToken);
        await mail.GoToAsync(mail.Server.AddUser("zoe"));
        mail.Deliver(1, first: 5);

        (await mail.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        (await MigrateAsync(mail)).Sync.MessagesAdded.ShouldBe(1);

        mail.User.Inbox.Messages.ShouldHaveSingleItem();
        await mail.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_both_have_is_linked_the_rest_travels_and_ids_flags_and_what_was_done_here_go_along(string without)
    {
        await using var mail = await BeginAsync(without);
        var (before, ids) = (await HeldAsync(mail), await IdsAsync(mail));
        var plan = await mail.Migrator.PlanAsync("pro", TestContext.Current.CancellationToken);
        Figures(plan).ShouldBe(
            ["Corbeille+ linked 0 moved 0 up 2 down 0", "Cours linked 1 moved 0 up 0 down 0", "INBOX linked 4 moved 0 up 1 down 2", "Neu+ linked 0 moved 1 up 1 down 0"],
            ignoreOrder: true);
        (await HeldAsync(mail)).ShouldBe(before);

        var report = await MigrateAsync(mail);
        report.Sync.Failure.ShouldBeNull(report.Sync.Failure?.ToString());
        report.Sync.Problems.ShouldBeEmpty(string.Join('\n', report.Sync.Problems));
        Figures(report.Plan!).ShouldBe(Figures(plan));
        await ProveAsync(mail, before, "calm");
        ids.Except(await IdsAsync(mail)).ShouldBeEmpty();
        Flags(mail, "message 1").ShouldBe(["\\Flagged", "\\Seen"], ignoreOrder: true);
        var again = await MigrateAsync(mail);
        (again.Plan!.Mailboxes.Count, again.Sync.MessagesAdded).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_bears_an_EMAILID_of_what_is_gone_from_the_former_server_is_another_message()
    {
        await using var mail = new ImapFixture();
        mail.Deliver(1);
        await mail.SyncWellAsync();
        mail.User.Inbox.Remove(1);
        await mail.SyncWellAsync();
        await mail.GoToAsync(mail.Server.AddUser("zoe"));
        mail.Deliver(1, first: 5);

        await mail.SyncWellAsync();
        await mail.ShouldAgreeAsync();
        (await HeldAsync(mail)).ShouldBe(["INBOX message 5"]);
    }

    [Fact]
    public async Task What_bears_an_EMAILID_of_the_former_server_is_another_message()
    {
        await using var mail = new ImapFixture();
        mail.Deliver(3);
        await mail.SyncWellAsync();
        await mail.GoToAsync(mail.Server.AddUser("zoe"));
        mail.Deliver(2);
        mail.Deliver(1, first: 5);
        mail.User.Inbox.Messages[2].EmailId.ShouldBe(mail.Server.FindUser("dmartin")!.Inbox.Messages[2].EmailId);

        (await MigrateAsync(mail)).Sync.Problems.ShouldBeEmpty();
        await mail.ShouldAgreeAsync();
        (await HeldAsync(mail)).ShouldBe(["INBOX message 0", "INBOX message 1", "INBOX message 2", "INBOX message 5"]);
    }

    [Fact]
    public async Task A_header_whose_body_only_the_former_server_has_holds_up_the_move()
    {
        await using var mail = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        mail.Deliver(2);
        await mail.SyncWellAsync();
        await mail.GoToAsync(mail.Server.AddUser("zoe"));
        mail.Deliver(1);
        var report = await MigrateAsync(mail);
        report.Sync.Failure!.Kind.ShouldBe(MailErrorKind.MessageNotFound);
        report.Sync.Failure.Remedy.English.ShouldContain("Imap.Bodies");
        (await mail.ListAsync()).Count.ShouldBe(2);

        await mail.GoToAsync(mail.Server.FindUser("dmartin")!);
        await mail.RestartAsync(_ => { });
        await mail.SyncWellAsync();
        await mail.GoToAsync(mail.Server.FindUser("zoe")!);
        (await MigrateAsync(mail)).Sync.Outcome.ShouldBe(SyncOutcome.Completed);
        mail.User.Inbox.Messages.Count.ShouldBe(2);
        await mail.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_kill_around_every_commit_loses_and_doubles_nothing(string without) =>
        output.WriteLine($"{await Moving(without).KillAroundEveryCommitAsync()} points");

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_cut_at_every_line_loses_and_doubles_nothing(string without) =>
        output.WriteLine($"{await Moving(without).CutAtEveryLineAsync(without.Length)} points");

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Giving_up_at_every_line_loses_and_doubles_nothing(string without) =>
        output.WriteLine($"{await Moving(without).GiveUpAtEveryLineAsync(without.Length)} points");

    static MovingMail Moving(string without) => new(() => BeginAsync(without), ProveAsync);

    /// <summary>
    /// A mirror of seven messages in the inbox and two elsewhere, with actions that the former server never heard of; then an account of another
    /// server, which has some of that and two of its own.
    /// </summary>
    static async Task<ImapFixture> BeginAsync(string without)
    {
        var mail = new ImapFixture(without, time: new AdjustableTime()) { Reopens = false };
        mail.Deliver(7);
        mail.User.CreateMailbox("Corbeille").SpecialUse = "\\Trash";
        mail.Deliver(1, "Cours", first: 10);
        mail.Deliver(1, "Corbeille", first: 20);
        await mail.SyncWellAsync();
        var ids = (await mail.ListAsync()).ToDictionary(m => m.Headers.Subject, m => m.Id);
        var token = TestContext.Current.CancellationToken;
        await mail.MarkAsync(ids["message 1"], add: "\\Seen");
        await mail.Account.Replica.MailboxActions.CreateAsync("Neu", token);
        await mail.Actions.MoveAsync([ids["message 2"]], "Neu", token);
        await mail.Actions.CopyAsync([ids["message 3"]], "Neu", token);
        await mail.Actions.DeleteAsync([ids["message 4"]], cancellationToken: token);
        await mail.Actions.DeleteAsync([ids["message 5"]], forGood: true, token);

        await mail.GoToAsync(mail.Server.AddUser("zoe"));
        mail.Deliver(1, first: 90);
        mail.Deliver(4);
        mail.User.Inbox.SetFlags(3, FlagSet.Of("\\Flagged"));
        mail.Deliver(1, first: 91);
        mail.Deliver(1, "Cours", first: 10);
        return mail;
    }

    /// <summary>Both sides hold the same: what was held, and what only the other server had.</summary>
    static async Task ProveAsync(ImapFixture mail, IReadOnlyList<string> before, string context)
    {
        await mail.ShouldRestAsync(context);
        (await HeldAsync(mail)).ShouldBe([.. before, "INBOX message 90", "INBOX message 91"], ignoreOrder: true, context);
    }
}
