using System.Text;
using AcMail.Tests;
using MimeKit;

namespace AcMail.Core.Tests.Messages.Text;

[Collection(nameof(Memory))]
public sealed class MimeSourceTests
{
    const int Length = 8_000_000;

    public static TheoryData<string> Messages =>
    [
        "Subject: s\r\nX: " + new string('a', Length) + "\r\n\r\ncorps",
        "Subject: s\r\nX: " + string.Concat(Enumerable.Repeat("a\r\n ", Length / 4)) + "\r\n\r\ncorps",
        "Subject: s\r\nX:" + new string(' ', Length) + "\r\n\r\ncorps",
        new string('a', Length),
        "Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX: " + new string('a', Length) + "\r\n\r\ncorps\r\n--b--",
    ];

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public void What_is_read_of_a_field_has_an_end(string message)
    {
        // Before, what a field of 8 MB took grew with its square: 9 GB.
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(message));
        var before = GC.GetAllocatedBytesForCurrentThread();
        MessageText.Read(content, Some.Token);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(300_000_000);
    }

    [Fact]
    public async Task Ten_thousand_recipients_are_one_field()
    {
        var recipients = string.Join(",\r\n ", Enumerable.Range(0, 10_000).Select(i => $"personne.{i}@education.example.org"));
        await using var message = await MessageContent.ReadAsync(
            new MemoryStream(Encoding.ASCII.GetBytes($"To: {recipients}\r\nSubject: s\r\n\r\ncorps")), Some.Token);
        (message.Message.To.Count, message.Message.Subject, message.Text).ShouldBe((10_000, "s", "corps"));
    }

    [Fact]
    public async Task A_header_ends_in_a_field_that_is_too_long_and_what_follows_is_read_as_text()
    {
        await using var message = await MessageContent.ReadAsync(
            new MemoryStream(Encoding.ASCII.GetBytes($"Subject: s\r\nX: {new string('a', 1_000_000)}\r\nY: y\r\n\r\ncorps")), Some.Token);
        message.Message.Subject.ShouldBe("s");
        message.Text.ShouldEndWith("Y: y\n\ncorps");
    }

    [Fact]
    public async Task Two_thousand_attached_messages_with_long_texts_are_all_there()
    {
        var inner = "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@x.fr\r\nTo: b@x.fr\r\nSubject: s\r\n\r\n" + string.Concat(Enumerable.Repeat("une ligne\r\n", 500));
        await using var message = await MessageContent.ReadAsync(new MemoryStream(Encoding.ASCII.GetBytes(
            "Subject: s\r\nContent-Type: multipart/digest; boundary=b\r\n\r\n" + string.Concat(Enumerable.Repeat(inner, 2000)) + "--b--")), Some.Token);
        message.Attachments.Count.ShouldBe(2000);
    }
}
