using AcMail.Testing.Tests.Support;
using MailKit;
using MimeKit;

namespace AcMail.Testing.Tests.Imap.Fetch;

/// <summary>What MailKit understands of our responses, against what MimeKit says of the octets.</summary>
public sealed class MailKitFetchTests
{
    public static TheoryData<string> WellFormed => [.. SampleMessages.WellFormed.Keys];

    // The parts of a digest do not say what they are.
    public static TheoryData<string> SelfDescribing => [.. SampleMessages.WellFormed.Keys.Except(["digest"])];

    public static TheoryData<string> All => [.. SampleMessages.All.Keys];

    [Theory, MemberData(nameof(WellFormed))]
    public async Task The_envelope_is_that_of_the_message(string name)
    {
        var octets = SampleMessages.All[name];
        using var message = Load(octets);
        var summary = await FetchAsync(octets, MessageSummaryItems.Full | MessageSummaryItems.UniqueId);
        var envelope = summary.Envelope.ShouldNotBeNull();
        envelope.Subject.ShouldBe(message.Subject);
        envelope.MessageId.ShouldBe(message.MessageId);
        envelope.InReplyTo.ShouldBe(message.InReplyTo);
        envelope.From.ToString().ShouldBe(message.From.ToString());
        envelope.To.ToString().ShouldBe(message.To.ToString());
        envelope.Cc.ToString().ShouldBe(message.Cc.ToString());
        if (message.Headers.Contains(HeaderId.Date)) envelope.Date.ShouldBe(message.Date);
        summary.Size.ShouldBe((uint)octets.Length);
    }

    [Theory, MemberData(nameof(WellFormed))]
    public async Task The_parts_are_those_of_the_message(string name)
    {
        var octets = SampleMessages.All[name];
        using var message = Load(octets);
        var summary = await FetchAsync(octets, MessageSummaryItems.BodyStructure | MessageSummaryItems.UniqueId);
        Describe(summary.Body).ShouldBe(Describe(message.Body));
    }

    [Theory, MemberData(nameof(SelfDescribing))]
    public async Task Each_part_can_be_fetched_by_its_own(string name)
    {
        var octets = SampleMessages.All[name];
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(octets);
        using var client = await MailKitClient.ConnectAsync(server, user);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        var summary = (await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.BodyStructure))[0];
        foreach (var part in summary.BodyParts)
        {
            using var entity = await client.Inbox.GetBodyPartAsync(0, part);
            entity.ContentType.MimeType.ShouldBe(part.ContentType.MimeType);
            if (entity is not MimePart { Content: { } content }) continue;
            using var written = new MemoryStream();
            await content.WriteToAsync(written);
            written.Length.ShouldBe(part.Octets);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task MailKit_reads_every_item_and_the_very_octets_of_any_message(string name)
    {
        var octets = SampleMessages.All[name];
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(octets, FlagSet.Of(@"\Seen", "work"));
        using var client = await MailKitClient.ConnectAsync(server, user);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        const MessageSummaryItems Items = MessageSummaryItems.All | MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure
            | MessageSummaryItems.ModSeq | MessageSummaryItems.EmailId | MessageSummaryItems.ThreadId | MessageSummaryItems.References;
        var summary = (await client.Inbox.FetchAsync(0, -1, Items)).ShouldHaveSingleItem();
        summary.Size.ShouldBe((uint)octets.Length);
        summary.EmailId.ShouldBe(user.Inbox.Messages[0].EmailId);
        summary.ModSeq.ShouldBe(user.Inbox.Messages[0].ModSeq);
        summary.InternalDate.ShouldNotBeNull();
        await using var stream = await client.Inbox.GetStreamAsync(0, string.Empty);
        using var received = new MemoryStream();
        await stream.CopyToAsync(received);
        received.ToArray().ShouldBe(octets);
    }

    static MimeMessage Load(byte[] octets) => MimeMessage.Load(new MemoryStream(octets));

    static async Task<IMessageSummary> FetchAsync(byte[] octets, MessageSummaryItems items)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(octets);
        using var client = await MailKitClient.ConnectAsync(server, user);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        return (await client.Inbox.FetchAsync(0, -1, items)).ShouldHaveSingleItem();
    }

    static string Describe(BodyPart? part) => part switch
    {
        BodyPartMultipart multipart => $"{Type(part.ContentType)}({string.Join(", ", multipart.BodyParts.Select(Describe))})",
        BodyPartMessage message => $"{Type(part.ContentType)}({message.Envelope?.Subject}: {Describe(message.Body)})",
        BodyPartBasic basic => $"{Type(part.ContentType)} {basic.ContentId} {basic.FileName}",
        _ => "",
    };

    static string Describe(MimeEntity? entity) => entity switch
    {
        Multipart multipart => $"{Type(entity.ContentType)}({string.Join(", ", multipart.Select(Describe))})",
        MessagePart part => $"{Type(entity.ContentType)}({part.Message?.Subject}: {Describe(part.Message?.Body)})",
        MimePart part => $"{Type(entity.ContentType)} {(part.ContentId is { } id ? $"<{id}>" : "")} {part.FileName}",
        _ => "",
    };

    static string Type(ContentType type) => type.MimeType;
}
