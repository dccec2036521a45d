using AcMail.Core.Tests.Migration;
using AcMail.Testing;
using MimeKit;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>What is created on the server for somebody here is subscribed to, since many mail programs show nothing else.</summary>
public sealed class SubscriptionTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.TransferRungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_created_here_is_subscribed_to_with_what_is_above_it(string without)
    {
        await using var imap = new ImapFixture(without);
        await imap.Account.Replica.MailboxActions.CreateAsync("Classes/4e");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Projets");
        await imap.SyncWellAsync();

        await SubscribedAsync(imap, "Classes", "Classes/4e", "INBOX", "Projets");
        await imap.ShouldRestAsync();
        imap.Count("SUBSCRIBE").ShouldBe(0);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task That_takes_one_round_trip_more()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Projets");
        // ENABLE, CREATE and the LIST that MailKit sends after it, SUBSCRIBE, and the list.
        (await imap.RoundTripsAsync(imap.SyncWellAsync)).ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public async Task Nobody_is_overruled_who_ended_that_before_it_was_created()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Classes/4e");
        await imap.Account.Replica.MailboxActions.SubscribeAsync("Classes/4e", subscribed: false);
        await imap.SyncWellAsync();
        await SubscribedAsync(imap, "Classes", "INBOX");
        await imap.ShouldRestAsync();
        await SubscribedAsync(imap, "Classes", "INBOX");
    }

    [Fact]
    public async Task Nor_another_client_that_ends_it_later()
    {
        await using var imap = new ImapFixture();
        await imap.Account.Replica.MailboxActions.CreateAsync("Projets");
        await imap.SyncWellAsync();
        imap.User.FindMailbox("Projets")!.IsSubscribed = false;
        await imap.SyncWellAsync();
        await SubscribedAsync(imap, "INBOX");
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("CREATE", false)]
    [InlineData("CREATE", true)]
    [InlineData("SUBSCRIBE", false)]
    [InlineData("SUBSCRIBE", true)]
    public async Task A_connection_that_breaks_over_it_makes_no_difference(string command, bool wasPlayed)
    {
        foreach (var reopens in (bool[])[true, false])
        {
            await using var imap = new ImapFixture { Reopens = reopens };
            await imap.SyncWellAsync();
            await imap.Account.Replica.MailboxActions.CreateAsync("Projets");
            imap.Server.Faults.Add(wasPlayed ? Fault.LoseReply(command) : Fault.LoseCommand(command));
            await imap.SyncAsync();
            await imap.RestartAsync();
            await imap.SyncWellAsync();
            await SubscribedAsync(imap, "INBOX", "Projets");
            await imap.ShouldRestAsync();
        }
    }

    [Theory]
    [InlineData("NO [NOPERM] No subscriptions here.")]
    [InlineData("BAD Unknown command.")]
    public async Task A_server_that_refuses_it_has_created_the_mailbox_all_the_same(string refusal)
    {
        await using var imap = new ImapFixture(profile: p => p with { Imap = p.Imap.Answering(new ScriptedReply("SUBSCRIBE", refusal)) });
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Projets");
        await imap.SyncWellAsync();
        imap.Count("SUBSCRIBE").ShouldBe(1);
        await SubscribedAsync(imap, "INBOX");
        await imap.ShouldRestAsync();
        imap.Count("SUBSCRIBE").ShouldBe(0);

        // Whoever asks for it is told.
        await imap.Account.Replica.MailboxActions.SubscribeAsync("Projets");
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Mailbox.ShouldBe("Projets");
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_server_that_asks_for_patience_is_asked_again()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.CreateAsync("Projets");
        imap.Server.Faults.Add(Fault.Answer("SUBSCRIBE", "NO [UNAVAILABLE] Later."));
        await imap.SyncWellAsync();
        imap.User.FindMailbox("Projets")!.IsSubscribed.ShouldBeFalse();
        await imap.SyncWellAsync();
        await SubscribedAsync(imap, "INBOX", "Projets");
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task So_is_what_is_created_again_for_a_message_and_what_moving_over_creates()
    {
        await using var mail = new ImapFixture { Protocol = MailProtocol.Pop3 };
        await mail.RestartAsync();
        using var content = new MemoryStream(ImapFixture.Message(7));
        await mail.Actions.AppendAsync(new(content) { Mailbox = "Élèves" });
        mail.Protocol = MailProtocol.Imap;
        await mail.RestartAsync();
        (await MovingMail.MigrateAsync(mail)).Sync.Problems.ShouldBeEmpty();
        await SubscribedAsync(mail, "INBOX", "Élèves");

        using var more = new MemoryStream(ImapFixture.Message(8));
        await mail.Actions.AppendAsync(new(more) { Mailbox = "Élèves" });
        mail.User.DeleteMailbox("Élèves");
        await mail.SyncAsync();
        await SubscribedAsync(mail, "INBOX", "Élèves");
        await mail.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("NO [NOPERM] No subscriptions here.")]
    public async Task So_is_the_mailbox_that_the_outbox_makes_for_sent_messages_where_the_server_lets_it(string refusal)
    {
        await using var imap = new ImapFixture(
            profile: p => refusal.Length == 0 ? p : p with { Imap = p.Imap.Answering(new ScriptedReply("SUBSCRIBE", refusal)) });
        imap.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        await imap.LetSendAsync();
        using var message = new MimeMessage(
            [MailboxAddress.Parse("david.martin@ac-lyon.fr")], [MailboxAddress.Parse("zoe@ac-lyon.fr")], "Réunion", new TextPart("plain") { Text = "Lundi." });
        (await imap.Account.Sender.SendAsync(message, TestContext.Current.CancellationToken)).SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);
        imap.User.FindMailbox("Sent")!.IsSubscribed.ShouldBe(refusal.Length == 0);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("LIST-EXTENDED,LIST-STATUS", true)]
    [InlineData("LIST-EXTENDED,LIST-STATUS", false)]
    public async Task What_is_renamed_stays_subscribed_to_with_what_is_below_and_nothing_is_left_under_the_former_names(string without, bool follows)
    {
        await using var imap = await ClassesAsync(without, follows);
        await imap.Account.Replica.MailboxActions.RenameAsync("Classes", "Groupes");
        await imap.Account.Replica.MailboxActions.RenameAsync("Groupes/4e", "Groupes/Quatrième");
        await imap.SyncWellAsync();
        await SubscribedAsync(imap, "INBOX", "Groupes", "Groupes/Quatrième");
        (await NamesAsync(imap)).ShouldBe(["INBOX", "Groupes", "Groupes/Quatrième"], ignoreOrder: true);
        await imap.ShouldRestAsync();
        imap.Count("SUBSCRIBE").ShouldBe(0);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_chosen_about_it_here_counts()
    {
        await using var imap = await ClassesAsync("", follows: false);
        await imap.Account.Replica.MailboxActions.SubscribeAsync("Classes", subscribed: false);
        await imap.Account.Replica.MailboxActions.SubscribeAsync("Classes/3e");
        await imap.Account.Replica.MailboxActions.RenameAsync("Classes", "Groupes");
        await imap.SyncWellAsync();
        await SubscribedAsync(imap, "INBOX", "Groupes/3e", "Groupes/4e");
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("RENAME")]
    [InlineData("SUBSCRIBE")]
    [InlineData("UNSUBSCRIBE")]
    public async Task A_connection_that_breaks_over_the_renaming_loses_no_subscription(string command)
    {
        foreach (var fault in (Fault[])[Fault.LoseCommand(command), Fault.LoseReply(command)])
        {
            foreach (var reopens in (bool[])[true, false])
            {
                await using var imap = await ClassesAsync("", follows: false, reopens);
                await imap.Account.Replica.MailboxActions.RenameAsync("Classes", "Groupes");
                imap.Server.Faults.Add(fault);
                await imap.SyncAsync();
                await imap.SyncWellAsync();
                await SubscribedAsync(imap, "INBOX", "Groupes", "Groupes/4e");
                await imap.ShouldRestAsync();
            }
        }
    }

    [Theory]
    [InlineData("NO [CANNOT] No.")]
    [InlineData("NO [UNAVAILABLE] Later.")]
    public async Task A_renaming_that_is_refused_changes_none(string refusal)
    {
        await using var imap = await ClassesAsync("", follows: false);
        await imap.Account.Replica.MailboxActions.RenameAsync("Classes", "Groupes");
        imap.Server.Faults.Add(Fault.Answer("RENAME", refusal));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();
        imap.User.Mailboxes.Where(m => m.IsSubscribed).Select(m => m.Name).ShouldBe(["INBOX", "Classes", "Classes/4e"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("LIST-EXTENDED,LIST-STATUS")]
    public async Task Nobody_is_subscribed_to_what_was_deleted(string without)
    {
        await using var imap = await ClassesAsync(without, follows: true);
        await imap.Account.Replica.MailboxActions.DeleteAsync("Classes/4e");
        await imap.Account.Replica.MailboxActions.DeleteAsync("Classes/3e");
        await imap.Account.Replica.MailboxActions.DeleteAsync("Classes");
        await imap.SyncWellAsync();
        (await NamesAsync(imap)).ShouldBe(["INBOX"]);
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("NO [NONEXISTENT] None.")]
    [InlineData("BAD Unknown command.")]
    public async Task A_server_that_does_not_end_a_subscription_has_deleted_and_renamed_all_the_same(string refusal)
    {
        await using var imap = new ImapFixture(profile: p => p with
        {
            Mailboxes = [], Imap = p.Imap.Answering(new ScriptedReply("UNSUBSCRIBE", refusal)) with { RenamesSubscriptions = false },
        });
        imap.User.CreateMailbox("A");
        imap.User.CreateMailbox("B");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.DeleteAsync("A");
        await imap.Account.Replica.MailboxActions.RenameAsync("B", "C");
        await imap.SyncWellAsync();
        await SubscribedAsync(imap, "INBOX", "C");
        await imap.ShouldRestAsync();
    }

    /// <summary>An account with three mailboxes, of which one is not subscribed to.</summary>
    static async Task<ImapFixture> ClassesAsync(string without, bool follows, bool reopens = true)
    {
        var imap = new ImapFixture(without, profile: p => p with { Mailboxes = [], Imap = p.Imap with { RenamesSubscriptions = follows } }) { Reopens = reopens };
        imap.User.CreateMailbox("Classes");
        imap.User.CreateMailbox("Classes/4e");
        imap.User.CreateMailbox("Classes/3e").IsSubscribed = false;
        await imap.SyncWellAsync();
        return imap;
    }

    /// <summary>What another mail program shows that shows what is subscribed to.</summary>
    static async Task<List<string>> NamesAsync(ImapFixture imap)
    {
        using var other = await imap.OtherClientAsync();
        var folders = await other.GetFoldersAsync(other.PersonalNamespaces[0], MailKit.StatusItems.None, subscribedOnly: true);
        return [.. folders.Select(f => f.FullName)];
    }

    static async Task SubscribedAsync(ImapFixture imap, params string[] names)
    {
        imap.User.Mailboxes.Where(m => m.IsSubscribed).Select(m => m.Name).ShouldBe(names, ignoreOrder: true);
        (await imap.Account.Replica.GetMailboxesAsync()).Where(m => m.IsSubscribed).Select(m => m.Name).ShouldBe(names, ignoreOrder: true);
    }
}
