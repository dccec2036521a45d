using AcMail.Core.Tests.Migration;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>A mailbox whose name the server does not take: it is told once a pass, and the second pass does nothing about it.</summary>
public sealed class RefusedMailboxTests
{
    const string Refusal = "NO [CANNOT] Character not allowed in mailbox name: '.'";

    static ServerProfile NoDots(ServerProfile profile) =>
        profile with { Imap = profile.Imap.Answering(new ScriptedReply("CREATE \"M. Durand", Refusal), new ScriptedReply("CREATE ..", Refusal)) };

    [Theory]
    [InlineData("M. Durand", "M. Durand/2026/Mars")]
    [InlineData("..", "../autre")]
    public async Task With_messages_in_it_that_only_this_side_has_it_stays_is_told_once_and_rests(string parent, string child)
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(profile: NoDots, time: time);
        imap.Deliver(2);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync(child);
        await AppendAsync(imap, child, 7);
        await AppendAsync(imap, parent, 8);
        await AppendAsync(imap, "INBOX", 9);

        var first = await imap.SyncAsync();
        first.Failure.ShouldBeNull();
        first.Problems.Select(p => p.Mailbox).ShouldBe(Family(child));
        first.Problems.ShouldAllBe(p => p.Failure.ServerReply!.Contains(Refusal) && p.Failure.Remedy.French.Contains("reste ici"));
        (await HeldAsync(imap)).ShouldBe(["INBOX message 0", "INBOX message 1", "INBOX message 9", $"{parent} message 8", $"{child} message 7"], ignoreOrder: true);
        imap.User.Inbox.Messages.Count.ShouldBe(3);

        imap.Deliver(1, first: 3);
        var second = await imap.SyncAsync();
        second.Problems.ShouldBe(first.Problems);
        imap.Count("CREATE").ShouldBe(0);
        second.MessagesAdded.ShouldBe(1);
        (await imap.RoundTripsAsync(imap.SyncAsync)).ShouldBeLessThanOrEqualTo(2);

        // It is asked again later, and everything goes up once the server takes the name.
        time.Now += TimeSpan.FromHours(2);
        (await imap.SyncAsync()).Problems.Select(p => p.Mailbox).ShouldBe(Family(child));
        imap.Count("CREATE").ShouldBe(1);
        imap.Server.Profile = ServerProfile.Full;
        time.Now += TimeSpan.FromDays(1);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync(child)).ShouldBe(["message 7"]);
        (await imap.SubjectsAsync(parent)).ShouldBe(["message 8"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_any_it_is_taken_back_with_all_below_and_the_next_pass_is_quiet(bool isSynchronized)
    {
        await using var imap = new ImapFixture(profile: NoDots);
        imap.Deliver(2);
        if (isSynchronized) await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("M. Durand/2026");
        await imap.Account.Replica.MailboxActions.CreateAsync("Vacances");

        (await imap.SyncAsync()).Problems.Select(p => p.Mailbox).ShouldBe(["M. Durand", "M. Durand/2026"]);
        imap.Count("CREATE").ShouldBe(2);
        imap.User.FindMailbox("Vacances").ShouldNotBeNull();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();

        // Whoever creates it again has the server asked again.
        await imap.Account.Replica.MailboxActions.CreateAsync("M. Durand");
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();
        imap.Count("CREATE").ShouldBe(1);
    }

    [Fact]
    public async Task What_the_server_has_is_where_it_was_when_it_was_moved_or_renamed_below_such_a_name()
    {
        await using var imap = new ImapFixture(profile: NoDots);
        imap.Deliver(2);
        imap.Deliver(1, "Classe", first: 5);
        imap.Deliver(1, "Classe/4e", first: 6);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("M. Durand");
        await imap.Account.Replica.MailboxActions.RenameAsync("Classe", "M. Durand/Classe");
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "M. Durand");

        (await imap.SyncAsync()).Problems.Select(p => p.Mailbox).ShouldBe(["Classe", "M. Durand"], ignoreOrder: true);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task Under_another_name_it_goes_up_at_once()
    {
        await using var imap = new ImapFixture(profile: NoDots);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("M. Durand/2026");
        await AppendAsync(imap, "M. Durand/2026", 7);
        (await imap.SyncAsync()).Problems.Count.ShouldBe(2);

        await imap.Account.Replica.MailboxActions.RenameAsync("M. Durand/2026", "M Durand");
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("M Durand")).ShouldBe(["message 7"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_server_that_asks_for_patience_is_asked_once_a_pass_and_again_by_the_next()
    {
        await using var imap = new ImapFixture(
            profile: p => p with { Imap = p.Imap.Answering(new ScriptedReply("CREATE A", "NO [UNAVAILABLE] Later.")) });
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("A/B");
        for (var pass = 0; pass < 2; pass++)
        {
            (await imap.SyncAsync()).Problems.Select(p => p.Mailbox).ShouldBe(["A", "A/B"]);
            imap.Count("CREATE").ShouldBe(1);
        }

        imap.Server.Profile = ServerProfile.Full;
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_was_filed_under_such_a_name_stays_here_when_the_account_moves_over()
    {
        await using var mail = new ImapFixture(profile: NoDots);
        mail.Deliver(3);
        mail.Protocol = MailProtocol.Pop3;
        await mail.RestartAsync();
        await mail.SyncWellAsync();
        await mail.Account.Replica.MailboxActions.CreateAsync("M. Durand");
        await AppendAsync(mail, "M. Durand", 7);
        await mail.Actions.MoveAsync([(await mail.ListAsync("INBOX"))[0].Id], "M. Durand");
        mail.Protocol = MailProtocol.Imap;
        await mail.RestartAsync();

        (await mail.Migrator.PlanAsync("pro", TestContext.Current.CancellationToken)).Problems.ShouldBeEmpty();
        var report = await MovingMail.MigrateAsync(mail);
        report.Sync.Failure.ShouldBeNull();
        report.Sync.Problems.ShouldHaveSingleItem().Mailbox.ShouldBe("M. Durand");
        (await mail.ListAsync()).Count.ShouldBe(4);
        (await mail.SyncAsync()).Problems.ShouldBe(report.Sync.Problems);
        mail.Count("CREATE").ShouldBe(0);
        (await mail.ListAsync("M. Durand")).ShouldHaveSingleItem().Headers.Subject.ShouldBe("message 7");
        mail.User.Inbox.Messages.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_name_that_most_servers_refuse_is_told_by_the_plan_already()
    {
        await using var mail = new ImapFixture(profile: NoDots) { Protocol = MailProtocol.Pop3 };
        await mail.RestartAsync();
        await mail.Account.Replica.MailboxActions.CreateAsync("..");
        await AppendAsync(mail, "..", 7);
        mail.Protocol = MailProtocol.Imap;
        await mail.RestartAsync();
        var told = (await mail.Migrator.PlanAsync("pro", TestContext.Current.CancellationToken)).Problems.ShouldHaveSingleItem();
        (told.Mailbox, told.Uid).ShouldBe(("..", null));
        (await MovingMail.MigrateAsync(mail)).Sync.Problems.ShouldHaveSingleItem().Mailbox.ShouldBe("..");
        (await mail.ListAsync("..")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Once_it_was_deleted_here_it_may_be_created_again_and_the_server_is_asked()
    {
        await using var imap = new ImapFixture(profile: NoDots);
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("M. Durand");
        await AppendAsync(imap, "M. Durand", 7);
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();
        await imap.Actions.DeleteAsync([(await imap.ListAsync())[0].Id], forGood: true);
        await imap.Account.Replica.MailboxActions.DeleteAsync("M. Durand");
        await imap.SyncWellAsync();

        imap.Server.Profile = ServerProfile.Full;
        await imap.Account.Replica.MailboxActions.CreateAsync("M. Durand");
        await imap.SyncWellAsync();
        imap.User.FindMailbox("M. Durand").ShouldNotBeNull();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_name_that_nobody_can_read_is_told_in_short()
    {
        var name = new string('x', 3000);
        await using var imap = new ImapFixture(profile: p => p with { Imap = p.Imap.Answering(new ScriptedReply("CREATE", "NO Too long.")) });
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync(name);
        var problem = (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();
        problem.Mailbox.ShouldBe(name);
        problem.Failure.ToString().Length.ShouldBeLessThan(300);
        problem.Failure.Message.French.ShouldContain("xxx…");
        await imap.ShouldRestAsync();

        Func<Task> none = async () => await imap.Account.Replica.MailboxActions.CreateAsync($"{name}//");
        Func<Task> missing = async () => await imap.Account.Replica.MailboxActions.DeleteAsync(name);
        (await Should.ThrowAsync<ArgumentException>(none)).Message.Length.ShouldBeLessThan(300);
        (await Should.ThrowAsync<MailException>(missing)).Message.Length.ShouldBeLessThan(300);
    }

    [Theory]
    [InlineData("a/")]
    [InlineData("/a")]
    [InlineData("a//b")]
    public async Task A_name_with_an_empty_level_is_refused_at_once_before_the_first_pass_too(string name)
    {
        await using var imap = new ImapFixture();
        for (var pass = 0; pass < 2; pass++)
        {
            await Should.ThrowAsync<ArgumentException>(async () => await imap.Account.Replica.MailboxActions.CreateAsync(name));
            await imap.SyncWellAsync();
            await imap.ShouldAgreeAsync();
        }
    }

    static IEnumerable<string> Family(string name) => [.. MailboxNames.Parents(name, '/'), name];

    static async Task AppendAsync(ImapFixture imap, string mailbox, int number)
    {
        using var content = new MemoryStream(ImapFixture.Message(number));
        await imap.Actions.AppendAsync(new(content) { Mailbox = mailbox });
    }

    static async Task<List<string>> HeldAsync(ImapFixture imap) => (await imap.ListAsync()).ConvertAll(m => $"{m.Mailbox} {m.Headers.Subject}");
}
