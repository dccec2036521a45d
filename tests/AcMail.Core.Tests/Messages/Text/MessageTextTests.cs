using System.Text;
using CsCheck;
using MimeKit;

namespace AcMail.Core.Tests.Messages.Text;

public sealed class MessageTextTests
{
    [Fact]
    public void Text_and_html_are_read_and_what_nobody_sees_is_not()
    {
        var words = Read(
            "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
            "L'=E9t=E9 =\r\n=E0 Lyon\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
            Base64("<html><head><title>Titre</title><style>p { color: red }</style><script>alert('script')</script></head><body><p>Un</p>deux<br>trois" +
                "<!-- quatre --><td>cinq</td>six&eacute;&nbsp;sept<img alt='huit'></body>") + "\r\n--b--\r\n");
        words.ShouldBe("L'été à Lyon Un deux trois cinq sixé sept");
    }

    [Fact]
    public void Attachments_are_found_by_their_names_and_messages_inside_by_their_text() => Read(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ncorps\r\n--b\r\nContent-Type: application/pdf; name*=utf-8''bulletin%20%C3%A9l%C3%A8ve.pdf\r\n" +
        "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nsecret\r\n" +
        "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: Dedans\r\n\r\nautre corps\r\n--b--\r\n").ShouldBe("corps bulletin élève.pdf notes.txt Dedans autre corps");

    const string Pdf = "Content-Type: application/pdf\n\nAAAA", Picture = "Content-Type: image/png\nContent-ID: <1@x>\nContent-Disposition: inline; filename=logo.png\n\nAAAA",
        Html = "Content-Type: text/html\n\n<img src='cid:1@x'>", Signature = "Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment\n\nAAAA";

    [Theory]
    [InlineData(false, "mixed", "\ntexte", "Content-Type: text/html\n\n<p>")]
    [InlineData(false, "alternative", "\ntexte", Html)]
    [InlineData(true, "mixed", "\ntexte", Pdf)]
    [InlineData(true, "mixed", "\ntexte", Picture)]
    [InlineData(true, "mixed", "\ntexte", "Content-Type: text/plain; name=notes.txt\n\nnotes")]
    [InlineData(true, "mixed", "\ntexte", "Content-Disposition: attachment\n\nnotes")]
    [InlineData(true, "mixed", "\ntexte", "Content-Type: message/rfc822\n\nSubject: Dedans\n\ncorps")]
    [InlineData(true, "alternative", "\ntexte", "Content-Type: text/calendar\n\nBEGIN:VCALENDAR")]
    [InlineData(false, "related", Html, Picture)]
    [InlineData(true, "related", Html, "Content-Type: application/pdf\nContent-Disposition: attachment\n\nAAAA")]
    [InlineData(true, "related", Picture)]
    [InlineData(false, "signed", "\ntexte", Signature)]
    [InlineData(false, "encrypted", "Content-Type: application/pgp-encrypted\n\nVersion: 1", "Content-Disposition: attachment; filename=encrypted.asc\n\nAAAA")]
    [InlineData(false, "report", "\nlu", "Content-Type: message/disposition-notification\n\nDisposition: displayed")]
    public void Files_count_as_attached_and_what_the_text_shows_or_proves_does_not(bool isAttached, string kind, params string[] parts)
    {
        var whole = $"Content-Type: multipart/{kind}; boundary=b\n\n{string.Concat(parts.Select(p => $"--b\n{p}\n"))}--b--\n";
        HasAttachments(whole).ShouldBe(isAttached);
        HasAttachments($"Content-Type: multipart/mixed; boundary=c\n\n--c\n\ntexte\n--c\n{whole}--c\n\nfin\n--c--\n").ShouldBe(isAttached, "inside another");
    }

    [Theory]
    [InlineData("application/pdf", true)]
    [InlineData("application/pkcs7-mime; name=smime.p7m", false)]
    [InlineData("text/plain", false)]
    [InlineData("text", false)]
    public void A_message_may_be_a_file(string type, bool isAttached) => HasAttachments($"Content-Type: {type}\n\nAAAA").ShouldBe(isAttached);

    [Fact]
    public Task What_counts_as_attached_is_shown_as_attached() => Gen.Int[0, Pieces.Length - 1].Array[0, 40].SampleAsync(async pieces =>
    {
        // What has no header is no mail, and has its beginning for a text.
        var bytes = Encoding.Latin1.GetBytes($"Subject: s\n{string.Concat(pieces.Select(i => Pieces[i]))}");
        if (!MessageText.Read(new MemoryStream(bytes), default).HasAttachments) return;
        await using var message = await MessageContent.ReadAsync(new MemoryStream(bytes));
        message.Attachments.ShouldNotBeEmpty();
    });

    static bool HasAttachments(string message) => MessageText.Read(new MemoryStream(Encoding.UTF8.GetBytes("Subject: s\n" + message)), default).HasAttachments;

    [Theory]
    [InlineData("", "")]
    [InlineData("x", "x")]
    [InlineData("no header at all\r\nand a second line", "no header at all and a second line")]
    [InlineData("\r\nbody", "body")]
    [InlineData("Subject: s\r\n\r\n", "")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ncut off", "cut off")]
    [InlineData("Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\nno boundary", "--b no boundary")]
    [InlineData("Content-Type: text/plain; charset=no-such\r\nContent-Transfer-Encoding: none\r\n\r\nété", "été")]
    [InlineData("Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: base64\r\n\r\n*é*", "")]
    public void Broken_messages_are_read_as_far_as_they_go(string message, string words) => ReadAll(Encoding.UTF8.GetBytes(message)).ShouldBe(words);

    [Fact]
    public void Text_of_an_untold_charset_is_utf8_or_latin1()
    {
        Read("\r\nété").ShouldBe("été");
        ReadAll(Encoding.Latin1.GetBytes("Subject: s\r\n\r\nété")).ShouldBe("été");
        Read("Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nl=92=9Cuvre").ShouldBe("l’œuvre");
        ReadAll(Encoding.Latin1.GetBytes("Content-Type: text/plain; charset=utf-8\r\n\r\nété")).ShouldBe("été");
    }

    [Fact]
    public void Latin1_is_read_as_windows_1252() => Read(
        "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nl=92=9Cuvre").ShouldBe("l’œuvre");

    [Fact]
    public void Soft_hyphens_part_no_word() =>
        Read("Content-Type: text/html; charset=utf-8\r\n\r\n<p>Con&shy;seil de clas\u00adse</p>").ShouldBe("Conseil de classe");

    [Theory]
    [InlineData("<section>un</section><section>deux</section>")]
    [InlineData("<ul>un<li>deux</ul>")]
    [InlineData("<dl><dt>un<dd>deux</dl>")]
    [InlineData("<header>un</header><main>deux</main>")]
    [InlineData("<center>un</center>deux")]
    [InlineData("<select><option>un<option>deux</select>")]
    public void Blocks_part_words(string html) => Read($"Content-Type: text/html\r\n\r\n{html}").ShouldBe("un deux");

    [Theory]
    [InlineData("text")]
    [InlineData("")]
    public void What_names_no_type_is_text(string type) => Read($"Content-Type: {type}\r\n\r\nbonjour").ShouldBe("bonjour");

    [Fact]
    public void No_bytes_make_it_fail() => Gen.OneOf(
        Gen.Byte.Array[0, 300], Gen.Int[0, Pieces.Length - 1].Array[0, 40].Select(p => p.SelectMany(i => Encoding.Latin1.GetBytes(Pieces[i])).ToArray()))
        .Sample(bytes => MessageText.Read(new MemoryStream(bytes), default).Text.Length <= MessageText.Longest);

    [Fact]
    public void Every_part_of_random_mail_is_found() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var (message, expected) = Compose(new(seed));
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        var words = MessageText.Read(bytes, default).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        words.Where(w => w.StartsWith("mot", StringComparison.Ordinal)).Order().ShouldBe(expected.Order());
    });

    [Fact]
    public void Of_very_long_text_the_beginning_is_read()
    {
        var text = MessageText.Read(new MemoryStream(Encoding.UTF8.GetBytes("Subject: s\r\n\r\n" + string.Concat(Enumerable.Repeat("mot é\r\n", 400_000)))), default).Text;
        text.Length.ShouldBe(MessageText.Longest);
        text.ShouldStartWith("mot é\r\nmot é\r\n");
    }

    static readonly string[] Pieces =
    [
        "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n", "--b--\n", "\n", "Content-Type: text/html\n\n", "<p>", "<style>", "</", "&eacute", "\xe9",
        "Content-Transfer-Encoding: base64\n", "Content-Type: message/rfc822\n\n", "Content-Disposition: attachment; filename*0=\"", "====", "\0", ": ",
        "Content-Transfer-Encoding: uuencode\n", "begin 644 x\n", "Content-Type: text/plain; charset=utf-7\n\n", "+AOk-",
    ];

    static string Read(string message) => ReadAll(Encoding.UTF8.GetBytes("Subject: s\r\n" + message));

    static string ReadAll(byte[] message) =>
        string.Join(' ', MessageText.Read(new MemoryStream(message), default).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks);

    static (MimeMessage Message, List<string> Words) Compose(Random random)
    {
        var words = new List<string>();
        return (new() { Subject = "s", Body = Part(0) }, words);

        MimeEntity Part(int depth)
        {
            if (depth < 3 && random.Next(3) == 0)
            {
                var all = new Multipart(random.Next(2) == 0 ? "mixed" : "alternative");
                for (var parts = random.Next(4); parts >= 0; parts--) all.Add(Part(depth + 1));
                return all;
            }

            var word = $"mot{words.Count}é";
            words.Add(word);
            if (random.Next(4) == 0) return new MessagePart { Message = new() { Subject = word, Body = new TextPart("calendar") { Text = "rien" } } };
            var html = random.Next(2) == 0;
            var text = new TextPart(html ? "html" : "plain");
            text.SetText(random.Next(2) == 0 ? "utf-8" : "iso-8859-15", html ? $"<p>{word}</p><script>motscript</script>" : $"\n{word}\n");
            text.ContentTransferEncoding = (ContentEncoding)random.Next(1, 6);
            return text;
        }
    }
}
