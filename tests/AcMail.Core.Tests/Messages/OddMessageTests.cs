using System.Text;
using AcMail.Tests;
using CsCheck;

namespace AcMail.Core.Tests.Messages;

public sealed class OddMessageTests
{
    const int Messages = 2000;

    [Fact]
    public void No_message_keeps_its_header_from_being_read() => OddMessages.Any.Sample(bytes =>
    {
        var headers = HeaderParser.Parse(bytes);
        foreach (var text in (string[])[headers.Subject, headers.From, headers.To, headers.Cc, headers.MessageId, headers.References])
            text.ShouldNotContain('\n');
        BaseSubject.Of(headers.Subject).Text.ShouldNotContain('\n');
        ArrivalDate.Of(bytes, Now).ShouldBeLessThanOrEqualTo(Now);
    }, iter: Messages);

    [Fact]
    public void No_message_keeps_its_words_from_being_found() => OddMessages.Any.Sample(bytes =>
    {
        var (_, text, _) = MessageText.Read(new MemoryStream(bytes), CancellationToken.None);
        text.ShouldNotContain('\0');
        MailboxNames.Fold(text).ShouldNotBeNull();
    }, iter: Messages);

    [Fact]
    public async Task No_message_keeps_its_parts_from_being_read() => await OddMessages.Any.SampleAsync(async bytes =>
    {
        await using var content = await MessageContent.ReadAsync(new MemoryStream(bytes));
        content.Text.ShouldNotBeNull();
        foreach (var attachment in content.Attachments)
        {
            attachment.FileName.ShouldNotBeEmpty();
            await using var stream = attachment.Open();
            await stream.CopyToAsync(Stream.Null);
        }
    }, iter: Messages);

    [Fact]
    public void What_is_said_to_have_attachments_has_some() => OddMessages.Any.Sample(bytes =>
    {
        var (_, _, hasAttachments) = MessageText.Read(new MemoryStream(bytes), CancellationToken.None);
        using var content = MessageContent.ReadAsync(new MemoryStream(bytes)).AsTask().GetAwaiter().GetResult();
        // What is no mail to MimeKit is shown as it stands.
        if (hasAttachments && content.Message.Body is not null) content.Attachments.ShouldNotBeEmpty(Encoding.Latin1.GetString(bytes));
    }, iter: Messages);

    static DateTimeOffset Now { get; } = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
}
