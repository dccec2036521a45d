using System.Text;
using AcMail.Tests;

namespace AcMail.Core.Tests.Messages.Parts;

[Collection(nameof(Memory))]
public sealed class MessageContentMemoryTests
{
    const int Line = 57, Lines = 60_000_000 / Line;

    [Fact]
    public async Task An_attachment_of_60_megabytes_is_decoded_in_little_memory()
    {
        var message = Compose();
        await using var content = await MessageContent.ReadAsync(message, Some.Token);
        Memory.ShouldStayBelow(1_000_000, measure =>
        {
            var attachment = content.Attachments.ShouldHaveSingleItem();
            attachment.ApproximateSize.ShouldBeInRange((Lines * Line) - 100, (Lines * Line) + 100);
            using var stream = attachment.Open();
            var buffer = new byte[64 * 1024];
            long decoded = 0;
            for (int read, part = 0; (read = stream.Read(buffer)) > 0; decoded += read)
                if (++part % 200 == 0) measure();
            decoded.ShouldBe(Lines * Line);
        });
    }

    [Fact]
    public void To_read_the_structure_of_a_large_message_takes_little_memory()
    {
        var message = Compose();
        Memory.ShouldStayBelow(1_000_000, measure =>
        {
            // It closes what it reads.
            using var content = MessageContent.ReadAsync(new MemoryStream(message.GetBuffer(), 0, (int)message.Length)).AsTask().GetAwaiter().GetResult();
            measure();
        });
    }

    [Theory]
    [InlineData("--b\r\n\r\n")]
    [InlineData("--b\r\nContent-Type: message/rfc822\r\n\r\n\r\n")]
    [InlineData("--b\r\nContent-Type: image/png; name=a\r\n\r\n")]
    [InlineData("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n")]
    [InlineData("A:\r\n")]
    [InlineData("before any part\r\n")]
    public void However_much_structure_a_message_has_what_is_in_memory_has_an_end(string again)
    {
        // Before, 5 MB of the first took 500 MB.
        var first = again == "A:\r\n" ? "--b\r\n" : "";
        var message = Encoding.ASCII.GetBytes(
            $"Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{first}" + string.Concat(Enumerable.Repeat(again, 20_000_000 / again.Length)));
        Memory.ShouldStayBelow(150_000_000, measure =>
        {
            using var content = MessageContent.ReadAsync(new MemoryStream(message)).AsTask().GetAwaiter().GetResult();
            content.Message.Subject.ShouldBe("s");
            content.Text.ShouldNotBeNull();
            measure();
        });
    }

    [Theory]
    [InlineData("Content-Type: text/plain", "", 1)]
    [InlineData("Content-Type: text/html", "", 1)]
    [InlineData("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", "", 1)]
    [InlineData("Content-Type: multipart/mixed; boundary=b", "\r\n--b\r\n\r\n", 60)]
    public async Task Of_60_megabytes_of_text_the_beginning_is_loaded(string type, string before, int times)
    {
        var line = Encoding.ASCII.GetBytes(type.Contains("base64", StringComparison.Ordinal) ? "bW90cyBldCBwaHJhc2VzCm1vdHMgZXQgcGhyYXNlcwpt\r\n" : "mots et phrases\r\n");
        using var message = new MemoryStream(61_000_000);
        message.Write(Encoding.ASCII.GetBytes($"Subject: s\r\n{type}\r\n\r\n"));
        for (var part = 0; part < times; part++)
        {
            message.Write(Encoding.ASCII.GetBytes(before));
            for (var written = 0; written < 60_000_000 / times; written += line.Length) message.Write(line);
        }

        message.Position = 0;
        await using var content = await MessageContent.ReadAsync(message, Some.Token);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var text = content.Text;
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(200_000_000);
        text.ShouldStartWith("mots et phrases\n");
        text.Length.ShouldBeInRange(3_000_000, 4_200_000);
        (content.Text == text).ShouldBeTrue();
    }

    static MemoryStream Compose()
    {
        var message = new MemoryStream(Lines * 80);
        message.Write(Encoding.ASCII.GetBytes(
            "Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntexte\r\n--b\r\nContent-Type: application/pdf; name=grand.pdf\r\n" +
            "Content-Transfer-Encoding: base64\r\n\r\n"));
        var line = Encoding.ASCII.GetBytes(Convert.ToBase64String(new byte[Line]) + "\r\n");
        for (var i = 0; i < Lines; i++) message.Write(line);
        message.Write("--b--\r\n"u8);
        message.Position = 0;
        return message;
    }
}
