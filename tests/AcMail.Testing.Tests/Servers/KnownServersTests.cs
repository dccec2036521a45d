using AcMail.Testing.Tests.Support;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail.Testing.Tests.Servers;

public sealed class KnownServersTests
{
    public static TheoryData<string> Names => [.. ServerProfile.All.Select(p => p.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task It_presents_itself_as_that_server_does(string name)
    {
        var profile = Named(name);
        await using var server = MailServer.Start(o => o.Profile = profile);
        using var stream = new StreamReader(server.Connect(WireProtocol.Imap));
        var greeting = (await stream.ReadLineAsync()).ShouldNotBeNull();
        greeting.ShouldEndWith(profile.Imap.Greeting);
        greeting.Contains("[CAPABILITY IMAP4rev1 ", StringComparison.Ordinal).ShouldBe(profile.Imap.GreetsWithCapabilities);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task It_offers_before_and_after_login_what_that_server_offers(string name)
    {
        var profile = Named(name);
        await using var server = MailServer.Start(o => o.Profile = profile);
        var user = server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        var before = await CapabilitiesAsync(talk);
        await talk.AskAsync("LOGIN dmartin secret");
        var after = await CapabilitiesAsync(talk);
        var offered = (profile.Imap.ExtensionsBeforeLogin ?? profile.Imap.Extensions).Select(Told).Append("IMAP4rev1");
        before.Except(["STARTTLS"]).ShouldBeSubsetOf(offered);
        var lasting = profile.Imap.Extensions.Where(e => e != "STARTTLS" && !e.StartsWith("AUTH=", StringComparison.Ordinal));
        after.ShouldBe(lasting.Select(Told).Append("IMAP4rev1"), ignoreOrder: true);

        string Told(string extension) => extension == "APPENDLIMIT" ? $"APPENDLIMIT={profile.Imap.AppendLimit}" : extension;
    }

    [Theory, MemberData(nameof(Names))]
    public async Task MailKit_finds_its_mailboxes_and_reads_and_moves_a_message(string name)
    {
        var profile = Named(name);
        await using var server = MailServer.Start(o => o.Profile = profile);
        var user = server.AddUser("dmartin");
        user.Inbox.Add(SampleMessages.Plain);
        using var client = await MailKitClient.ConnectAsync(server, user);
        var root = client.GetFolder(client.PersonalNamespaces[0]);
        var names = (await client.GetFoldersAsync(client.PersonalNamespaces[0])).Select(f => f.FullName).ToArray();
        names.Except(["INBOX"]).ShouldBe(user.Mailboxes.Select(m => m.Name).Except(["INBOX"]), ignoreOrder: true);
        if (profile.Imap.Extensions.Contains("SPECIAL-USE") && profile.Mailboxes.Length > 0)
            client.GetFolder(SpecialFolder.Sent)!.FullName.ShouldBe(profile.Mailboxes.Single(m => m.SpecialUse == @"\Sent").Name);

        var target = (await root.CreateAsync("Classes", true)).ShouldNotBeNull();
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite);
        var uid = (await client.Inbox.SearchAsync(MailKit.Search.SearchQuery.All)).ShouldHaveSingleItem();
        using var message = await client.Inbox.GetMessageAsync(uid);
        message.MessageId.ShouldBe("plain@example.org");
        (await client.Inbox.MoveToAsync(uid, target)).ShouldNotBeNull();
        user.Inbox.Messages.ShouldBeEmpty();
        var moved = user.FindMailbox($"{profile.Imap.PersonalPrefix}Classes")!.Messages.ShouldHaveSingleItem();
        moved.Content.ToArray().ShouldBe(SampleMessages.Plain);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_wrong_password_is_refused_in_its_words(string name)
    {
        var profile = Named(name);
        await using var server = MailServer.Start(o => o.Profile = profile);
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        (await talk.AskAsync("LOGIN dmartin wrong"))[^1].ShouldBe($"NO {profile.Imap.LoginRefusal}");
    }

    [Fact]
    public async Task An_old_Cyrus_has_no_NAMESPACE_and_its_mailboxes_lie_below_INBOX()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Cyrus with { Imap = ServerProfile.Cyrus.Imap.Without("NAMESPACE") });
        var user = server.AddUser("dmartin");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync("NAMESPACE")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
        (await talk.AskAsync("CREATE Work")).ShouldHaveSingleItem().ShouldStartWith("NO [CANNOT]");
        (await talk.AskAsync("CREATE INBOX.Work"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync("LIST \"\" *"))[^2].ShouldEndWith(" \".\" INBOX.Work");
    }

    [Fact]
    public void They_all_have_names_of_their_own() => Names.Count.ShouldBe(ServerProfile.All.Select(p => p.Name).Distinct().Count());

    static ServerProfile Named(string name) => ServerProfile.All.Single(p => p.Name == name);

    static async Task<string[]> CapabilitiesAsync(ImapTalk talk) => (await talk.AskAsync("CAPABILITY"))[0].Split(' ')[2..];
}
