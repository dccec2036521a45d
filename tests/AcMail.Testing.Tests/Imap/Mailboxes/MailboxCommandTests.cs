using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Mailboxes;

public sealed class MailboxCommandTests
{
    [Fact]
    public async Task A_mailbox_is_created_with_its_use_and_tells_its_id()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        var answer = (await talk.AskAsync(@"CREATE Mail/Sent/ (USE (\Sent))")).ShouldHaveSingleItem();
        var mailbox = user.FindMailbox("Mail/Sent").ShouldNotBeNull();
        answer.ShouldStartWith($"OK [MAILBOXID ({mailbox.Id})]");
        mailbox.SpecialUse.ShouldBe(@"\Sent");
        mailbox.IsSubscribed.ShouldBeFalse();
        (await talk.AskAsync("LIST \"\" Mail"))[0].ShouldBe(@"* LIST (\Noselect \HasChildren) ""/"" Mail");
        (await talk.AskAsync("SELECT Mail")).ShouldHaveSingleItem().ShouldStartWith("NO [NONEXISTENT]");
    }

    [Theory]
    [InlineData("CREATE inbox", "NO [ALREADYEXISTS]")]
    [InlineData("CREATE Work", "NO [ALREADYEXISTS]")]
    [InlineData("CREATE \"\"", "NO [CANNOT]")]
    [InlineData("CREATE a//b", "NO [CANNOT]")]
    [InlineData("CREATE /a", "NO [CANNOT]")]
    [InlineData("CREATE \"a*\"", "NO [CANNOT]")]
    [InlineData("CREATE a&b", "BAD ")]
    [InlineData("CREATE x (USE (\\Other))", "NO [USEATTR]")]
    [InlineData("DELETE INBOX", "NO [CANNOT]")]
    [InlineData("DELETE Nothing", "NO [NONEXISTENT]")]
    [InlineData("RENAME Nothing Something", "NO [NONEXISTENT]")]
    [InlineData("RENAME Work INBOX", "NO [ALREADYEXISTS]")]
    [InlineData("RENAME Work Work/Below", "NO [CANNOT]")]
    [InlineData("SUBSCRIBE Nothing", "NO [NONEXISTENT]")]
    [InlineData("UNSUBSCRIBE Nothing", "NO [NONEXISTENT]")]
    [InlineData("STATUS Nothing (MESSAGES)", "NO [NONEXISTENT]")]
    [InlineData("STATUS INBOX ()", "BAD ")]
    public async Task What_cannot_be_is_refused(string command, string answer)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.CreateMailbox("Work");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync(command)).ShouldHaveSingleItem().ShouldStartWith(answer);
    }

    [Fact]
    public async Task A_deleted_mailbox_with_others_below_it_stays_as_a_level()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.CreateMailbox("Work").IsSubscribed = false;
        user.CreateMailbox("Work/Old");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync("DELETE Work"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync("LIST \"\" Work*")).SkipLast(1).ShouldBe([@"* LIST (\Noselect \HasChildren) ""/"" Work", @"* LIST (\HasNoChildren) ""/"" Work/Old"]);
        (await talk.AskAsync("DELETE Work"))[^1].ShouldStartWith("NO ");
        (await talk.AskAsync("CREATE Work"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task A_subscription_outlives_its_mailbox_until_it_is_ended()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        await talk.AskAsync("CREATE Work");
        await talk.AskAsync("SUBSCRIBE Work");
        await talk.AskAsync("DELETE Work");
        (await talk.AskAsync("LSUB \"\" W*"))[0].ShouldBe(@"* LSUB (\Noselect) ""/"" Work");
        await talk.AskAsync("CREATE Work");
        user.FindMailbox("Work")!.IsSubscribed.ShouldBeTrue();
        await talk.AskAsync("DELETE Work");
        (await talk.AskAsync("UNSUBSCRIBE Work"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync("LSUB \"\" W*")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task What_lies_below_goes_along_when_a_mailbox_is_renamed()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        var id = user.CreateMailbox("Work").Id;
        user.CreateMailbox("Work/Old");
        user.CreateMailbox("Workshop");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync("RENAME Work Past/Work"))[^1].ShouldStartWith("OK ");
        user.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "Past/Work", "Past/Work/Old", "Workshop"], ignoreOrder: true);
        user.FindMailbox("Past/Work")!.Id.ShouldBe(id);
    }

    [Fact]
    public async Task INBOX_gives_its_messages_to_a_new_mailbox_and_keeps_what_lies_below_it()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.CreateMailbox("INBOX/Below");
        var message = user.Inbox.Add(Mail.Of("one"), FlagSet.Of(@"\Seen"));
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync("RENAME INBOX Past"))[^1].ShouldStartWith("OK ");
        user.Inbox.Messages.ShouldBeEmpty();
        user.FindMailbox("INBOX/Below").ShouldNotBeNull();
        var moved = user.FindMailbox("Past")!.Messages.ShouldHaveSingleItem();
        (moved.EmailId, moved.Flags).ShouldBe((message.EmailId, message.Flags));
    }

    [Fact]
    public async Task STATUS_tells_all_there_is_to_tell()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        var (one, two) = (user.Inbox.Add(Mail.Of("one"), FlagSet.Of(@"\Seen", @"\Deleted")), user.Inbox.Add(Mail.Of("two")));
        await using var talk = await ImapTalk.LoginAsync(server, user);
        var answer = await talk.AskAsync(
            "STATUS inbox (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ SIZE DELETED DELETED-STORAGE MAILBOXID APPENDLIMIT)");
        answer[0].ShouldBe(
            $"* STATUS INBOX (MESSAGES 2 RECENT 2 UIDNEXT 3 UIDVALIDITY {user.Inbox.UidValidity} UNSEEN 1 HIGHESTMODSEQ {user.Inbox.HighestModSeq} "
            + $"SIZE {one.Size + two.Size} DELETED 1 DELETED-STORAGE {one.Size} MAILBOXID ({user.Inbox.Id}) APPENDLIMIT 67108864)");
    }

    [Fact]
    public async Task A_session_whose_mailbox_is_deleted_by_another_is_told_goodbye()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.CreateMailbox("Work");
        await using var talk = await ImapTalk.SelectAsync(server, user, "Work");
        await using var other = await ImapTalk.SelectAsync(server, user, "Work");
        (await other.AskAsync("DELETE Work"))[^1].ShouldStartWith("OK ");
        (await other.AskAsync("CHECK"))[^1].ShouldStartWith("BAD ");
        (await talk.AskAsync("NOOP"))[0].ShouldStartWith("* BYE");
        (await talk.IsClosedAsync()).ShouldBeTrue();
    }
}
