using System.Text;
using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Storage;
using AcMail.Testing;
using static AcMail.Core.Tests.Migration.MovingMail;

namespace AcMail.Core.Tests.Migration;

/// <summary>An account that was kept by POP3 goes over to IMAP, on a server that offers both over one model.</summary>
public sealed class MigrationTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rungs => [.. ImapFixture.TransferRungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_both_have_is_linked_and_only_the_rest_travels(string without)
    {
        await using var mail = await BeginAsync(without);
        var before = await HeldAsync(mail);
        var ids = await IdsAsync(mail);
        await ToImapAsync(mail);

        var plan = await mail.Migrator.PlanAsync("pro", TestContext.Current.CancellationToken);
        Figures(plan).ShouldBe(
            ["Corbeille+ linked 0 moved 1 up 0 down 0", "Élèves+ linked 0 moved 1 up 1 down 0", "Éléments envoyés linked 0 moved 0 up 1 down 1", "INBOX linked 6 moved 0 up 1 down 1"],
            ignoreOrder: true);
        (await HeldAsync(mail)).ShouldBe(before);

        var report = await MigrateAsync(mail);
        report.Sync.Failure.ShouldBeNull(report.Sync.Failure?.ToString());
        report.Sync.Problems.ShouldBeEmpty(string.Join('\n', report.Sync.Problems));
        Figures(report.Plan!).ShouldBe(Figures(plan));
        // The message without a Message-ID is known by its bytes alone, each time that it is looked for; without APPENDUID, what was uploaded is looked at.
        BodiesGiven(mail).ShouldBe(without.Contains("UIDPLUS", StringComparison.Ordinal) ? 7 : 4);
        mail.CountUploads().ShouldBe(3);
        await ProveAsync(mail, before, "calm");
        // Ids, and what was done here, go along.
        ids.Except(await IdsAsync(mail)).ShouldBeEmpty();
        Flags(mail, "message 1").ShouldBe(["\\Flagged", "\\Seen"], ignoreOrder: true);
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task What_was_kept_by_IMAP_is_not_touched_over_POP3()
    {
        await using var mail = new ImapFixture();
        mail.Deliver(5);
        await mail.SyncWellAsync();
        var before = await HeldAsync(mail);
        await ToPopAsync(mail, o => o.Pop3.LeaveOnServer = LeaveOnServer.NotAtAll);
        mail.Deliver(1, first: 50);

        (await mail.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        (await Should.ThrowAsync<MailException>(() => mail.Account.Retention.PlanAsync(TestContext.Current.CancellationToken)))
            .Failure.Kind.ShouldBe(MailErrorKind.InvalidSettings);

        (await HeldAsync(mail)).ShouldBe(before);
        mail.User.Inbox.Messages.Count.ShouldBe(6);
        await ToImapAsync(mail);
        await mail.SyncWellAsync();
        (await HeldAsync(mail)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Nothing_is_touched_before_it_is_moved_over()
    {
        await using var mail = await BeginAsync("");
        var before = await HeldAsync(mail);
        await ToImapAsync(mail);
        var report = await mail.SyncAsync();
        report.Failure!.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        (await HeldAsync(mail)).ShouldBe(before);

        await ToPopAsync(mail);
        (await mail.SyncAsync()).Failure.ShouldBeNull();
        (await HeldAsync(mail)).Count.ShouldBe(before.Count + 1);
        (await Should.ThrowAsync<MailException>(() => mail.Migrator.PlanAsync("pro"))).Failure.Kind.ShouldBe(MailErrorKind.InvalidSettings);
    }

    [Fact]
    public async Task What_was_filed_before_there_was_any_session_is_not_taken_for_gone_either()
    {
        await using var mail = new ImapFixture();
        await ToPopAsync(mail);
        using var content = new MemoryStream(ImapFixture.Message(1));
        await mail.Actions.AppendAsync(new(content) { Mailbox = "INBOX" }, TestContext.Current.CancellationToken);
        await ToImapAsync(mail);
        (await mail.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        (await mail.ListAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_pass_that_is_cut_is_not_taken_for_POP3_where_the_server_has_no_UIDVALIDITY()
    {
        for (var (line, struck) = (1, true); struck; line++)
        {
            await using var mail = new ImapFixture(stores: new InMemoryMailStoreProvider()) { Reopens = false };
            mail.Deliver(3);
            await mail.SyncWellAsync();
            mail.Misbehave(p => p.Misbehaving(ImapMisbehaviour.UidValidityZero));
            await mail.SyncAsync();
            await mail.Actions.DeleteAsync([(await mail.ListAsync())[0].Id]);
            mail.Server.Faults.Add(Fault.Cut(FaultPoint.BeforeLine(WireDirection.ToClient, line)).In(WireProtocol.Imap, mail.Server.Sessions.Count + 1));
            await mail.SyncAsync();
            struck = mail.Server.Faults.Struck.Count > 0;
            mail.Server.Faults.Clear();
            await mail.RestartAsync();
            (await mail.SyncAsync()).Failure.ShouldBeNull($"line {line}");
            (await mail.ListAsync()).Count.ShouldBe(3);
        }
    }

    [Fact]
    public async Task A_second_time_it_is_a_synchronisation()
    {
        await using var mail = await BeginAsync("");
        await ToImapAsync(mail);
        await MigrateAsync(mail);
        var plan = await mail.Migrator.PlanAsync("pro", TestContext.Current.CancellationToken);
        plan.Mailboxes.ShouldBeEmpty();
        mail.Deliver(1, first: 90);
        (await MigrateAsync(mail)).Sync.MessagesAdded.ShouldBe(1);
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task Twins_stay_as_many_as_each_side_has()
    {
        await using var mail = new ImapFixture();
        for (var twin = 0; twin < 2; twin++) mail.User.Inbox.Add(ImapFixture.Message(1));
        await ToPopAsync(mail);
        await mail.SyncWellAsync();
        (await mail.ListAsync()).Count.ShouldBe(2);
        mail.User.Inbox.Add(ImapFixture.Message(1));
        await ToImapAsync(mail);
        var report = await MigrateAsync(mail);
        report.Plan!.Mailboxes.ShouldHaveSingleItem().Linked.ShouldBe(3);
        (await mail.ListAsync()).Count.ShouldBe(3);
        mail.User.Inbox.Messages.Count.ShouldBe(3);
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task What_has_no_Message_ID_is_known_where_it_was_filed()
    {
        await using var mail = new ImapFixture();
        mail.User.Inbox.Add("Subject: nameless\r\n\r\na\r\n"u8.ToArray());
        await ToPopAsync(mail);
        await mail.SyncWellAsync();
        await mail.Actions.MoveAsync([(await mail.ListAsync())[0].Id], "Élèves", TestContext.Current.CancellationToken);
        await ToImapAsync(mail);
        var report = await MigrateAsync(mail);
        Figures(report.Plan!).ShouldBe(["INBOX linked 1 moved 0 up 0 down 0", "Élèves+ linked 0 moved 1 up 0 down 0"], ignoreOrder: true);
        (await mail.ListAsync()).ShouldHaveSingleItem().Mailbox.ShouldBe("Élèves");
        (await mail.SubjectsAsync("Élèves")).ShouldBe(["nameless"]);
        mail.User.Inbox.Messages.ShouldBeEmpty();
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task A_body_that_is_refused_while_it_is_compared_holds_nothing_up()
    {
        await using var mail = new ImapFixture();
        mail.User.Inbox.Add("Subject: nameless\r\n\r\na\r\n"u8.ToArray());
        await ToPopAsync(mail);
        await mail.SyncWellAsync();
        await ToImapAsync(mail);
        // The first one asks for the header.
        mail.Server.Faults.Add(Fault.Answer("UID FETCH", "NO Server Unavailable. 15", occurrence: 2));
        var report = await MigrateAsync(mail);
        report.Sync.Outcome.ShouldBe(SyncOutcome.Completed, report.Sync.Failure?.ToString());
        Figures(report.Plan!).ShouldBe(["INBOX linked 0 moved 0 up 1 down 1"]);
        (await mail.ListAsync()).ShouldHaveSingleItem();
        mail.User.Inbox.Messages.ShouldHaveSingleItem();
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task Messages_with_one_header_are_told_apart_by_their_bodies()
    {
        await using var mail = new ImapFixture();
        foreach (var body in (string[])["a", "b"]) mail.User.Inbox.Add(Encoding.UTF8.GetBytes($"Subject: same\r\nMessage-ID: <same@x.fr>\r\n\r\n{body}\r\n"));
        await ToPopAsync(mail);
        await mail.SyncWellAsync();
        var before = await BytesAsync(mail);
        mail.User.Inbox.Remove(1);
        await ToImapAsync(mail);
        Figures((await MigrateAsync(mail)).Plan!).ShouldBe(["INBOX linked 1 moved 0 up 1 down 0"]);
        mail.User.Inbox.Messages.Select(m => Encoding.UTF8.GetString(m.Content.Span)[^3]).ShouldBe(['a', 'b'], ignoreOrder: true);
        (await BytesAsync(mail)).ShouldBe(before, ignoreOrder: true);
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task A_message_whose_header_alone_is_held_is_linked_and_completed()
    {
        await using var mail = new ImapFixture();
        var large = Encoding.UTF8.GetBytes($"Subject: large\r\nMessage-ID: <large@x.fr>\r\n\r\n{new string('x', 5000)}\r\n");
        mail.User.Inbox.Add(large);
        await ToPopAsync(mail, o => o.Pop3.MaximumDownloadSize = 1000);
        await mail.SyncWellAsync();
        var partial = (await mail.ListAsync()).ShouldHaveSingleItem();
        partial.IsPartial.ShouldBeTrue();
        await ToImapAsync(mail);
        var report = await MigrateAsync(mail);
        report.Sync.Problems.ShouldBeEmpty();
        report.Plan!.Mailboxes.ShouldHaveSingleItem().Linked.ShouldBe(1);
        var whole = (await mail.ListAsync()).ShouldHaveSingleItem();
        (whole.Id, whole.IsPartial).ShouldBe((partial.Id, false));
        (await mail.HeldBytesAsync(whole.Id)).ShouldBe(large);
        await mail.ShouldRestAsync();
    }

    [Fact]
    public async Task A_header_of_what_the_server_has_lost_stays_and_holds_up_the_move()
    {
        await using var mail = new ImapFixture();
        mail.User.Inbox.Add(Encoding.UTF8.GetBytes($"Subject: large\r\nMessage-ID: <large@x.fr>\r\n\r\n{new string('x', 5000)}\r\n"));
        await ToPopAsync(mail, o => o.Pop3.MaximumDownloadSize = 1000);
        await mail.SyncWellAsync();
        mail.User.Inbox.Remove(1);
        await ToImapAsync(mail);
        var partial = (await mail.ListAsync()).ShouldHaveSingleItem();
        (await mail.Migrator.PlanAsync("pro", TestContext.Current.CancellationToken)).Incomplete.ShouldBe([partial.Id]);
        (await MigrateAsync(mail)).Sync.Failure!.Kind.ShouldBe(MailErrorKind.MessageNotFound);
        (await mail.ListAsync()).ShouldHaveSingleItem().ShouldBe(partial);
        await mail.Actions.DeleteAsync([partial.Id], forGood: true, TestContext.Current.CancellationToken);
        (await MigrateAsync(mail)).Sync.Outcome.ShouldBe(SyncOutcome.Completed);
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

    static MovingMail Moving(string without) => new(
        async () =>
        {
            var mail = await BeginAsync(without);
            await ToImapAsync(mail);
            return mail;
        },
        ProveAsync);

    /// <summary>
    /// An inbox of seven messages, of which one was filed here, one copied, one put into the trash, one marked, and one sent; then one of each side alone.
    /// The sent ones and one of the inbox have no Message-ID.
    /// </summary>
    static async Task<ImapFixture> BeginAsync(string without)
    {
        var mail = new ImapFixture(without, time: new AdjustableTime()) { Reopens = false };
        mail.User.CreateMailbox("Éléments envoyés").SpecialUse = "\\Sent";
        mail.Deliver(6);
        mail.User.Inbox.Add(Encoding.UTF8.GetBytes("Subject: nameless\r\n\r\na\r\n"));
        mail.User.Inbox.SetFlags(2, FlagSet.Of("\\Flagged"));
        await ToPopAsync(mail);
        await mail.SyncWellAsync();
        var ids = (await mail.ListAsync()).ToDictionary(m => m.Headers.Subject, m => m.Id);
        var token = TestContext.Current.CancellationToken;
        await mail.MarkAsync(ids["message 1"], add: "\\Seen");
        await mail.Actions.MoveAsync([ids["message 2"]], "Élèves", token);
        await mail.Actions.CopyAsync([ids["message 3"]], "Élèves", token);
        await mail.Account.Replica.MailboxActions.CreateAsync("Corbeille", token);
        await mail.Actions.MoveAsync([ids["message 4"]], "Corbeille", token);
        await mail.Actions.AppendAsync(new(new MemoryStream(Encoding.UTF8.GetBytes("Subject: sent here\r\n\r\nb\r\n"))) { Role = MailboxRole.Sent }, token);
        mail.User.Inbox.Remove(1);
        mail.User.FindMailbox("Éléments envoyés")!.Add(Encoding.UTF8.GetBytes("Subject: sent there\r\n\r\nc\r\n"));
        mail.Deliver(1, first: 50);
        return mail;
    }

    static Task ToPopAsync(ImapFixture mail, Action<MailAccountOptions>? configure = null)
    {
        mail.Protocol = MailProtocol.Pop3;
        return mail.RestartAsync(configure ?? (_ => { }));
    }

    static Task ToImapAsync(ImapFixture mail)
    {
        mail.Protocol = MailProtocol.Imap;
        return mail.RestartAsync(_ => { });
    }

    /// <summary>Both sides hold the same, and exactly what there was: nothing more often than before, and everything that was held.</summary>
    static async Task ProveAsync(ImapFixture mail, IReadOnlyList<string> before, string context)
    {
        await mail.ShouldRestAsync(context);
        var after = await HeldAsync(mail);
        string[] there = ["INBOX message 50", "Éléments envoyés sent there"];
        after.ShouldBe(before.Select(Moved).Concat(there), ignoreOrder: true, context);

        static string Moved(string line) => line.Replace("Sent ", "Éléments envoyés ", StringComparison.Ordinal);
    }

    static async Task<IReadOnlyDictionary<long, string>> BytesAsync(ImapFixture mail)
    {
        var bytes = new Dictionary<long, string>();
        foreach (var message in await mail.ListAsync()) bytes[message.Id] = Encoding.UTF8.GetString(await mail.HeldBytesAsync(message.Id));
        return bytes;
    }

    static int BodiesGiven(ImapFixture mail) =>
        mail.Server.Sessions.Where(s => s.Protocol == WireProtocol.Imap).Sum(s => s.ServerLines.Count(l => l.Contains("BODY[] {", StringComparison.Ordinal)));
}
