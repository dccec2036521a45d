using System.Text;
using AcMail.Tests;
using CsCheck;
using MimeKit;

namespace AcMail.Core.Tests.Messages.Parts;

public sealed class MessageContentTests
{
    [Fact]
    public async Task Every_attachment_is_decoded_to_its_exact_bytes() =>
        await Gen.Select(Gen.Byte.Array[0, 3000], Gen.Bool).Array[1, 5].SampleAsync(async files =>
        {
            var body = new Multipart("mixed") { new TextPart("plain") { Text = "corps" } };
            foreach (var (i, (bytes, isBase64)) in files.Index())
            {
                body.Add(new MimePart("application", "x")
                {
                    ContentTransferEncoding = isBase64 ? ContentEncoding.Base64 : ContentEncoding.UUEncode,
                    Content = new MimeContent(new MemoryStream(bytes)), FileName = $"pièce {i}.bin",
                });
            }

            await using var message = await ReadAsync(new MimeMessage { Body = body });
            message.Text.Trim().ShouldBe("corps");
            message.Attachments.Select(a => a.Name).ShouldBe(files.Select((_, i) => $"pièce {i}.bin"));
            // Twice, and the last first: each stands for itself.
            foreach (var (attachment, (bytes, isBase64)) in message.Attachments.Zip(files).Reverse().Concat(message.Attachments.Zip(files)))
            {
                Decode(attachment).ShouldBe(bytes);
                if (isBase64) Math.Abs(attachment.ApproximateSize - bytes.Length).ShouldBeLessThan(60 + (bytes.Length / 50));
            }
        });

    [Fact]
    public async Task What_is_not_encoded_and_attached_messages_are_as_they_stand()
    {
        var inner = "Subject: Dedans\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nx\r\n--i--";
        var bytes = Encoding.Latin1.GetBytes(
            "Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntexte\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner +
            "\r\n--b\r\nContent-Type: application/octet-stream; name=brut\r\nContent-Transfer-Encoding: binary\r\n\r\n\0\xff\n\r\n\r\n--b\r\n" +
            "Content-Type: image/png\r\nContent-Disposition: inline; filename=logo.png\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\x89PNG\r\n--b--\r\n");
        await using var message = await MessageContent.ReadAsync(new MemoryStream(bytes), Some.Token);
        message.Attachments.Select(a => (a.Name, a.ContentType, a.IsInline)).ShouldBe(
            [("", "message/rfc822", false), ("brut", "application/octet-stream", false), ("logo.png", "image/png", true)]);
        message.Attachments.Select(a => Encoding.Latin1.GetString(Decode(a))).ShouldBe([inner, "\0\xff\n\r\n", "\x89PNG"]);
        message.Attachments.Select(a => a.ApproximateSize).ShouldBe([inner.Length, 5, 4]);
        using var one = message.Attachments[0].Open();
        using var other = message.Attachments[2].Open();
        (one.ReadByte(), other.ReadByte(), one.ReadByte(), other.ReadByte()).ShouldBe(('S', 0x89, 'u', 'P'));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("ceci n'est pas un courriel", "ceci n'est pas un courriel")]
    [InlineData("Content-Type: text/html\r\n\r\n<p>Un<p>deux <b>trois</b>", "Un\ndeux trois")]
    public async Task Whatever_is_held_has_some_text(string content, string text)
    {
        await using var message = await MessageContent.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), Some.Token);
        message.Text.ShouldBe(text);
        message.Attachments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("us-ascii", "utf-8")]
    [InlineData("us-ascii", "windows-1252")]
    [InlineData("utf-8", "windows-1252")]
    [InlineData("iso-8859-1", "windows-1252")]
    [InlineData("no-such", "utf-8")]
    [InlineData(null, "windows-1252")]
    [InlineData(null, "utf-8")]
    [InlineData("iso-8859-15", "iso-8859-15")]
    [InlineData("utf-8", "utf-8")]
    public async Task A_charset_that_is_not_the_one_that_was_told_does_not_garble_the_text(string? told, string charset)
    {
        var bytes = Encoding.GetEncoding(charset).GetBytes(told == charset ? "L'œil d'été à 10 €" : "L’œil d’été à 10 €");
        foreach (var type in (string[])["plain", "html"])
        {
            var header = Encoding.ASCII.GetBytes($"Subject: s\r\nContent-Type: text/{type}{(told is null ? "" : $"; charset={told}")}\r\n\r\n");
            await using var message = await MessageContent.ReadAsync(new MemoryStream([.. header, .. bytes]), Some.Token);
            message.Text.Replace('’', '\'').ShouldBe("L'œil d'été à 10 €");
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData(null)]
    public async Task One_bad_byte_does_not_garble_the_rest(string? told)
    {
        byte[] bytes = [.. "Ils étaient à l’école"u8, 0xE9, .. " où ça ? Élève n° 3 €"u8];
        foreach (var type in (string[])["plain", "html"])
        {
            var header = Encoding.ASCII.GetBytes($"Subject: s\r\nContent-Type: text/{type}{(told is null ? "" : $"; charset={told}")}\r\n\r\n");
            await using var message = await MessageContent.ReadAsync(new MemoryStream([.. header, .. bytes]), Some.Token);
            message.Text.ShouldBe("Ils étaient à l’école\ufffd où ça ? Élève n° 3 €");
        }
    }

    [Theory]
    [InlineData("Content-Type: text/markdown; charset=utf-8\r\n\r\n# Été", "# Été")]
    [InlineData("Content-Type: text/csv\r\n\r\na;b", "a;b")]
    [InlineData("Content-Type: multipart/mixed\r\n\r\nsans limite", "sans limite")]
    [InlineData("Content-Type: multipart/alternative; boundary=b\r\n\r\nsans fin été", "sans fin été")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/related\r\n\r\ndedans\r\n--b--", "dedans")]
    public async Task What_is_text_of_any_kind_is_shown_and_found(string content, string text)
    {
        await using var message = await ReadAsync(content);
        message.Text.Trim().ShouldBe(text);
        message.Attachments.ShouldBeEmpty();
        MessageText.Read(new MemoryStream(Encoding.UTF8.GetBytes(content)), Some.Token).Text.Trim().ShouldBe(text);
    }

    [Theory]
    [InlineData("alternative", "text/plain", " \r\n\r\n", "text/html", "<p>bonjour</p>", "bonjour")]
    [InlineData("alternative", "text/plain", "bonjour", "text/html", "<p>autre</p>", "bonjour")]
    [InlineData("alternative", "text/html", "<p>bonjour</p>", "text/calendar", "BEGIN:VCALENDAR", "bonjour")]
    [InlineData("related", "text/html", "<p>bonjour</p>", "text/html", "<p>autre</p>", "bonjour")]
    [InlineData("mixed", "text/plain", "", "text/html", "<p>bonjour</p>", "bonjour")]
    [InlineData("mixed", "text/plain", "avant", "text/plain", "après", "avant\naprès")]
    [InlineData("mixed", "text/html", "<p>bonjour</p>", "text/plain", "-- \r\nliste", "bonjour\n-- \nliste")]
    [InlineData("mixed", "text/plain; format=flowed", "une \r\nphrase\r\n", "image/png", "x", "une phrase\n")]
    [InlineData("mixed", "text/plain; format=flowed", "une \r\nphrase\r\n-- \r\nDavid", "image/png", "x", "une phrase\n-- \nDavid")]
    [InlineData("mixed", "text/plain; format=flowed", "> un \r\n> deux\r\n>> trois \r\n> -- \r\n> moi\r\n quatre", "image/png", "x", "> un deux\n>> trois \n> -- \n> moi\nquatre")]
    [InlineData("mixed", "text/plain; format=flowed; delsp=yes", "lon \r\ngue  \r\nphrase\r\n-- \r\nDavid", "image/png", "x", "longue phrase\n-- \nDavid")]
    [InlineData("mixed", "text/plain", "un\rdeux\r\rtrois", "image/png", "x", "un\ndeux\n\ntrois")]
    [InlineData("mixed", "text/plain", "un", "text/html", "<section>deux</section><article>trois<dl><dt>quatre<dd>cinq</dl></article>six", "un\ndeux\ntrois\nquatre\ncinq\nsix")]
    [InlineData("mixed", "text", "bonjour", "", "à tous", "bonjour\nà tous")]
    [InlineData("alternative", "text/html", "<p>bonjour</p>", "text/markdown", "*bonjour*", "bonjour")]
    [InlineData("alternative", "text/plain", " ", "text/enriched", "bonjour", "bonjour")]
    [InlineData("mixed", "text/plain", "voici", "text/csv", "a;b", "voici\na;b")]
    [InlineData("mixed", "text/plain", "voici", "text/csv; name=notes.csv", "a;b", "voici")]
    public async Task All_that_is_to_be_read_is_in_the_text(string kind, string first, string firstBody, string second, string secondBody, string text)
    {
        await using var message = await ReadAsync(
            $"Content-Type: multipart/{kind}; boundary=b\r\n\r\n--b\r\nContent-Type: {first}\r\n\r\n{firstBody}\r\n" +
            $"--b\r\nContent-Type: {second}\r\n\r\n{secondBody}\r\n--b--\r\n");
        message.Text.Replace(Environment.NewLine, "\n", StringComparison.Ordinal).ShouldBe(text);
    }

    [Theory]
    [InlineData("application/pdf", "JVBERi0=", "%PDF-")]
    [InlineData("message/rfc822", "U3ViamVjdDogcw0KDQp4", "Subject: s\r\n\r\nx")]
    [InlineData("text/calendar; method=REQUEST", "QkVHSU4=", "BEGIN")]
    public async Task What_is_no_text_is_attached_though_nobody_gave_it_a_name(string type, string base64, string decoded)
    {
        var part = $"Content-Type: {type}\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64}\r\n";
        foreach (var content in (string[])[part, $"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntexte\r\n--b\r\n{part}--b--\r\n"])
        {
            await using var message = await ReadAsync(content);
            var attachment = message.Attachments.ShouldHaveSingleItem();
            (attachment.Name, attachment.ContentType, attachment.IsInline).ShouldBe(("", type.Split(';')[0], false));
            Encoding.ASCII.GetString(Decode(attachment)).ShouldBe(decoded);
        }
    }

    [Fact]
    public async Task A_file_name_that_is_empty_gives_way_to_the_other_one()
    {
        await using var message = await ReadAsync("Content-Type: application/pdf; name=bulletin.pdf\r\nContent-Disposition: attachment; filename=\"\"\r\n\r\nx");
        message.Attachments.ShouldHaveSingleItem().Name.ShouldBe("bulletin.pdf");
    }

    [Fact]
    public async Task An_attachment_of_a_message_that_was_disposed_of_says_so()
    {
        var message = await ReadAsync("Content-Type: application/pdf; name=a.pdf\r\n\r\nx");
        await message.DisposeAsync();
        var refused = Should.Throw<ObjectDisposedException>(() => message.Attachments[0].Open());
        (refused.ObjectName, refused.Message).ShouldSatisfyAllConditions(
            r => r.ObjectName.ShouldBe(nameof(MessageContent)), r => r.Message.ShouldContain("from which the attachment is read"));
    }

    [Fact]
    public async Task What_is_longer_than_any_field_is_decoded_as_it_stands()
    {
        var bytes = new byte[2_000_000];
        new Random(1).NextBytes(bytes);
        await using var message = await MessageContent.ReadAsync(new MemoryStream(
            [.. "Content-Type: application/x; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n"u8, .. Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes))]), Some.Token);
        Decode(message.Attachments.ShouldHaveSingleItem()).ShouldBe(bytes);
        using var decoded = new MemoryStream();
        ((MimePart)message.Message.Body!).Content!.DecodeTo(decoded, Some.Token);
        decoded.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task No_bytes_make_it_fail() => await Gen.Byte.Array[0, 400].SampleAsync(async bytes =>
    {
        await using var message = await MessageContent.ReadAsync(new MemoryStream(bytes));
        message.Text.ShouldNotBeNull();
        foreach (var attachment in message.Attachments) Decode(attachment);
    });

    [Fact]
    public async Task A_content_that_cannot_be_read_is_closed()
    {
        var content = new Unreadable();
        await Should.ThrowAsync<IOException>(async () => await MessageContent.ReadAsync(content, Some.Token));
        content.CanRead.ShouldBeFalse();
    }

    static byte[] Decode(MessageAttachment attachment)
    {
        using var decoded = attachment.Open();
        using var copy = new MemoryStream();
        decoded.CopyTo(copy);
        return copy.ToArray();
    }

    static async Task<MessageContent> ReadAsync(string content) =>
        await MessageContent.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), Some.Token);

    static async Task<MessageContent> ReadAsync(MimeMessage message)
    {
        var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        await message.WriteToAsync(format, bytes);
        bytes.Position = 0;
        return await MessageContent.ReadAsync(bytes, Some.Token);
    }

    sealed class Unreadable() : MemoryStream(new byte[9])
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException();

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new IOException();
    }
}
