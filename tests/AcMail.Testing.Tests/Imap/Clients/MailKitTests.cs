using AcMail.Testing.Tests.Support;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;

namespace AcMail.Testing.Tests.Imap.Clients;

/// <summary>MailKit takes another way for nearly every extension that is missing; each of them must lead to the same end.</summary>
public sealed class MailKitTests
{
    public static TheoryData<string> Extensions => [.. ServerProfile.Full.Imap.Extensions];

    [Fact]
    public async Task With_every_extension() => await ExerciseAsync([]);

    [Fact]
    public async Task With_no_extension_but_a_way_to_log_in() => await ExerciseAsync(ServerProfile.Full.Imap.Extensions);

    [Theory]
    [MemberData(nameof(Extensions))]
    public async Task Without_one_extension(string extension) => await ExerciseAsync([extension]);

    static async Task ExerciseAsync(IEnumerable<string> without)
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Without(without));
        var user = server.AddUser("dmartin");
        (user.StorageLimit, user.MessageLimit) = (1024 * 1024, 100);
        user.CreateMailbox("Sent", @"\Sent");
        user.Inbox.Add(Mail.Of("one"));
        using var client = await MailKitClient.ConnectAsync(server, user);
        await TurnOnAsync(client);
        await ListAsync(client);
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite);
        await UseMailboxAsync(client, user);
        await ReadQuotaAsync(client);
        await IdleAsync(client, user);
        await client.DisconnectAsync(true);
    }

    static async Task TurnOnAsync(ImapClient client)
    {
        if (client.Capabilities.HasFlag(ImapCapabilities.Compress)) await client.CompressAsync();
        if (client.Capabilities.HasFlag(ImapCapabilities.QuickResync)) await client.EnableQuickResyncAsync();
        if (client.Capabilities.HasFlag(ImapCapabilities.UTF8Accept)) await client.EnableUTF8Async();
        if (client.Capabilities.HasFlag(ImapCapabilities.Id)) (await client.IdentifyAsync(new ImapImplementation { Name = "MailKit" }))!.Name.ShouldBe("AcMail.Testing");
    }

    static async Task ListAsync(ImapClient client)
    {
        var folders = await client.GetFoldersAsync(client.PersonalNamespaces[0], MailKit.StatusItems.Count | MailKit.StatusItems.UidNext);
        folders.Select(f => f.FullName).ShouldBe(["INBOX", "Sent"], ignoreOrder: true);
        foreach (var folder in folders.Where(f => f.Count == 0)) await folder.StatusAsync(MailKit.StatusItems.Count);
        folders.Single(f => f.FullName == "INBOX").Count.ShouldBe(1);
        if (client.Capabilities.HasFlag(ImapCapabilities.SpecialUse)) client.GetFolder(SpecialFolder.Sent)!.FullName.ShouldBe("Sent");
    }

    static async Task UseMailboxAsync(ImapClient client, ServerUser user)
    {
        var root = client.GetFolder(client.PersonalNamespaces[0]);
        var folder = (await root.CreateAsync("Été", true))!;
        await folder.RenameAsync(root, "R&D d'été");
        var mailbox = user.FindMailbox("R&D d'été").ShouldNotBeNull();
        await folder.SubscribeAsync();

        using var message = new MimeMessage { Subject = "Été", Body = new TextPart("plain") { Text = "It is hot." } };
        message.From.Add(new MailboxAddress("Jeanne", "jeanne@example.org"));
        await folder.AppendAsync(new AppendRequest(message, MessageFlags.Seen) { InternalDate = new(2026, 7, 1, 8, 0, 0, TimeSpan.Zero) });
        await folder.AppendAsync(new AppendRequest(message));
        mailbox.Messages.Select(m => m.Flags.ToString()).ShouldBe([@"\Seen", ""]);

        await folder.OpenAsync(FolderAccess.ReadWrite);
        var summaries = await folder.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.InternalDate);
        summaries.Select(s => s.UniqueId.Id).ShouldBe([1u, 2u]);
        (summaries[0].Envelope!.Subject, summaries[0].InternalDate!.Value.Month).ShouldBe(("Été", 7));
        (await folder.GetMessageAsync(summaries[1].UniqueId)).TextBody!.TrimEnd().ShouldBe("It is hot.");
        (await folder.SearchAsync(SearchQuery.NotSeen)).ShouldHaveSingleItem().Id.ShouldBe(2u);

        await folder.AddFlagsAsync(summaries[1].UniqueId, MessageFlags.Flagged, true);
        mailbox.Find(2)!.Flags.ShouldBe(FlagSet.Of(@"\Flagged"));
        await folder.CopyToAsync(summaries[0].UniqueId, client.Inbox);
        await folder.MoveToAsync(summaries[1].UniqueId, client.Inbox);
        user.Inbox.Messages.Select(m => m.Flags.ToString()).ShouldBe(["", @"\Seen", @"\Flagged"]);
        await folder.AddFlagsAsync(summaries[0].UniqueId, MessageFlags.Deleted, true);
        await folder.ExpungeAsync();
        mailbox.Messages.ShouldBeEmpty();
        await folder.CloseAsync();
        await folder.DeleteAsync();
        user.FindMailbox("R&D d'été").ShouldBeNull();
    }

    static async Task ReadQuotaAsync(ImapClient client)
    {
        if (!client.Capabilities.HasFlag(ImapCapabilities.Quota)) return;
        var quota = await client.Inbox.GetQuotaAsync();
        (quota.StorageLimit, quota.MessageLimit, quota.CurrentMessageCount).ShouldBe((1024u, 100u, 3u));
    }

    static async Task IdleAsync(ImapClient client, ServerUser user)
    {
        if (!client.Capabilities.HasFlag(ImapCapabilities.Idle)) return;
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        using var done = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        client.Inbox.CountChanged += (_, _) => done.Cancel();
        var idling = client.IdleAsync(done.Token);
        user.Inbox.Add(Mail.Of("another"));
        await idling;
        client.Inbox.Count.ShouldBe(4);
    }
}
