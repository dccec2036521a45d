using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Mailboxes;

public sealed class ListTests
{
    [Theory]
    [InlineData("LIST \"\" \"\"", @"LIST (\Noselect) ""/"" """"")]
    [InlineData("LIST \"\" inbox", @"LIST (\HasNoChildren) ""/"" INBOX")]
    [InlineData("LIST \"\" %", @"LIST (\HasNoChildren) ""/"" INBOX", @"LIST (\HasChildren) ""/"" Archive", @"LIST (\Noselect \HasChildren) ""/"" Projects",
        @"LIST (\HasNoChildren \Sent) ""/"" Sent")]
    [InlineData("LIST \"\" *s", @"LIST (\Noselect \HasChildren) ""/"" Projects")]
    [InlineData("LIST Archive/ %", @"LIST (\HasNoChildren) ""/"" Archive/2025", @"LIST (\HasChildren) ""/"" Archive/2026")]
    [InlineData("LIST \"\" Archive/%/%", @"LIST (\HasNoChildren) ""/"" ""Archive/2026/Q 1""")]
    [InlineData("LIST \"\" A%", @"LIST (\HasChildren) ""/"" Archive")]
    [InlineData("LIST \"\" Nothing")]
    [InlineData("LIST (SUBSCRIBED) \"\" *", @"LIST (\Subscribed) ""/"" INBOX", @"LIST (\Subscribed) ""/"" Archive/2025", @"LIST (\NonExistent \Subscribed) ""/"" Gone")]
    [InlineData("LIST (SUBSCRIBED RECURSIVEMATCH) \"\" %", @"LIST (\Subscribed) ""/"" INBOX", @"LIST () ""/"" Archive (CHILDINFO (""SUBSCRIBED""))",
        @"LIST (\NonExistent \Subscribed) ""/"" Gone")]
    [InlineData("LIST (SPECIAL-USE) \"\" *", @"LIST (\Sent) ""/"" Sent")]
    [InlineData("LIST () \"\" (Sent Projects/%)", @"LIST () ""/"" Projects/One", @"LIST () ""/"" Sent")]
    [InlineData("LIST (REMOTE) \"\" % RETURN (SUBSCRIBED CHILDREN SPECIAL-USE)", @"LIST (\Subscribed \HasNoChildren) ""/"" INBOX",
        @"LIST (\HasChildren) ""/"" Archive", @"LIST (\NonExistent \HasChildren) ""/"" Projects", @"LIST (\HasNoChildren \Sent) ""/"" Sent")]
    [InlineData("LIST \"\" (INBOX Projects) RETURN (STATUS (MESSAGES UNSEEN))", @"LIST () ""/"" INBOX", "STATUS INBOX (MESSAGES 2 UNSEEN 1)",
        @"LIST (\NonExistent) ""/"" Projects")]
    [InlineData("LSUB \"\" *", @"LSUB () ""/"" INBOX", @"LSUB () ""/"" Archive/2025", @"LSUB (\Noselect) ""/"" Gone")]
    [InlineData("LSUB \"\" %", @"LSUB () ""/"" INBOX", @"LSUB (\Noselect) ""/"" Gone", @"LSUB (\Noselect) ""/"" Archive")]
    public async Task Names_are_listed(string command, params string[] responses)
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.LoginAsync(server, Populate(server));
        var answer = await talk.AskAsync(command);
        answer[^1].ShouldStartWith("OK ");
        answer.SkipLast(1).ShouldBe(responses.Select(r => $"* {r}"));
    }

    [Theory]
    [InlineData("LIST (RECURSIVEMATCH) \"\" *")]
    [InlineData("LIST (OTHER) \"\" *")]
    [InlineData("LIST \"\" ()")]
    [InlineData("LIST \"\" * RETURN (OTHER)")]
    [InlineData("LIST \"\" * RETURN (STATUS (NOTHING))")]
    [InlineData("LIST \"\" * RETURN (STATUS ())")]
    [InlineData("LIST \"\"")]
    [InlineData("LIST \"\" * x")]
    [InlineData("LIST \"\" &!!!-")]
    public async Task What_is_no_request_is_refused(string command)
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.LoginAsync(server, Populate(server));
        (await talk.AskAsync(command)).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }

    [Fact]
    public async Task Names_go_in_modified_UTF7_until_UTF8_is_enabled()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.CreateMailbox("été");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync("LIST \"\" &AOk-t*"))[0].ShouldBe(@"* LIST (\HasNoChildren) ""/"" &AOk-t&AOk-");
        await talk.AskAsync("ENABLE UTF8=ACCEPT");
        (await talk.AskAsync("LIST \"\" \"Ã©t*\""))[0].ShouldBe(@"* LIST (\HasNoChildren) ""/"" ""Ã©tÃ©""");
        (await talk.AskAsync("CREATE \"Ã©tÃ©/Ã¨\"")).ShouldHaveSingleItem().ShouldStartWith("OK ");
        user.FindMailbox("été/è").ShouldNotBeNull();
    }

    [Fact]
    public async Task XLIST_names_the_uses_as_Gmail_did()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { Extensions = p.Extensions.Remove("SPECIAL-USE").Add("XLIST") }));
        var user = Populate(server);
        user.CreateMailbox("Spam", @"\Junk");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync("XLIST \"\" (Spam)"))[^1].ShouldStartWith("BAD ");
        (await talk.AskAsync("XLIST \"\" Spam"))[0].ShouldBe(@"* XLIST (\HasNoChildren \Spam) ""/"" Spam");
        using var client = await MailKitClient.ConnectAsync(server, user);
        client.GetFolder(MailKit.SpecialFolder.Junk)!.FullName.ShouldBe("Spam");
        client.GetFolder(MailKit.SpecialFolder.Sent)!.FullName.ShouldBe("Sent");
    }

    [Fact]
    public async Task A_delimiter_may_need_an_escape()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { Delimiter = '\\' }));
        var user = server.AddUser("dmartin");
        user.CreateMailbox(@"Work\Old");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync("LIST \"\" Work%"))[0].ShouldBe(@"* LIST (\Noselect \HasChildren) ""\\"" Work");
        (await talk.AskAsync("NAMESPACE"))[0].ShouldBe(@"* NAMESPACE (("""" ""\\"")) NIL NIL");
        using var client = await MailKitClient.ConnectAsync(server, user);
        (await client.GetFolderAsync(@"Work\Old")).Exists.ShouldBeTrue();
    }

    [Fact]
    public async Task A_pattern_of_many_wildcards_is_matched_in_time()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.CreateMailbox(new string('a', 900));
        await using var talk = await ImapTalk.LoginAsync(server, user);
        var pattern = string.Concat(Enumerable.Repeat("*a%", 300));
        (await talk.AskAsync($"LIST \"\" {pattern}b")).ShouldHaveSingleItem().ShouldStartWith("OK ");
        (await talk.AskAsync($"LIST \"\" {pattern}")).Count.ShouldBe(2);
        (await talk.AskAsync($"LIST \"\" {new string('*', 5000)}")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }

    static ServerUser Populate(MailServer server)
    {
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"), FlagSet.Of(@"\Seen"));
        user.Inbox.Add(Mail.Of("two"));
        foreach (var name in (string[])["Archive", "Archive/2025", "Archive/2026", "Archive/2026/Q 1", "Projects/One"])
            user.CreateMailbox(name).IsSubscribed = name == "Archive/2025";
        user.CreateMailbox("Sent", @"\Sent").IsSubscribed = false;
        user.OrphanedSubscriptions.Add("Gone");
        return user;
    }
}
