using System.Text;
using CsCheck;
using MimeKit;

namespace AcMail.Core.Tests.Messages;

public sealed class HeaderParserTests
{
    [Fact]
    public void Fields_are_decoded_and_unfolded()
    {
        var headers = Parse(
            "From: =?utf-8?q?David_MARTIN?= <david.martin@ac-lyon.fr>\r\nTo: a@x.fr,\r\n \"B, b\" <b@x.fr>\r\nCc: c@x.fr\r\n" +
            "Subject: =?iso-8859-1?q?R=E9union?=\r\n de rentrée\r\nDate: Mon, 01 Sep 2025 08:30:00 +0200\r\nMessage-ID: <1@x.fr>\r\n\r\nSubject: no");
        headers.From.ShouldBe("\"David MARTIN\" <david.martin@ac-lyon.fr>");
        headers.To.ShouldBe("a@x.fr, \"B, b\" <b@x.fr>");
        headers.Cc.ShouldBe("c@x.fr");
        headers.Subject.ShouldStartWith("Réunion");
        headers.Date.ShouldBe(new DateTimeOffset(2025, 9, 1, 8, 30, 0, TimeSpan.FromHours(2)));
        headers.MessageId.ShouldBe("1@x.fr");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("no header at all")]
    [InlineData("\0\0\0: \0\r\n\r\n")]
    [InlineData("Date: yesterday\r\nFrom: <<<>>>,,\r\nMessage-ID: broken\r\n\r\n")]
    public void Nothing_makes_it_fail(string message) => Parse(message).Date.ShouldBeNull();

    [Fact]
    public void No_bytes_make_it_fail() => Gen.Byte.Array[0, 400].Sample(bytes => HeaderParser.Parse(bytes).ShouldNotBeNull());

    [Fact]
    public void Eight_bit_headers_are_read_as_utf8_or_latin1()
    {
        Parse("Subject: été\r\n\r\n").Subject.ShouldBe("été");
        HeaderParser.Parse(Encoding.Latin1.GetBytes("Subject: été\r\n\r\n")).Subject.ShouldBe("été");
    }

    [Theory]
    [InlineData("=?windows-1252?Q?L=92=9Cuvre_=80?=", "L’œuvre €")]
    [InlineData("=?iso-8859-15?Q?L'=BDuvre_=A4?=", "L'œuvre €")]
    [InlineData("=?koi8-r?B?58/E?=", "Год")]
    [InlineData("=?iso-8859-1?Q?L=92=9Cuvre_=80?=", "L’œuvre €")]
    public void Charsets_that_NET_does_not_know_by_itself_are_known(string subject, string expected) =>
        Parse($"Subject: {subject}\r\n\r\n").Subject.ShouldBe(expected);

    [Fact]
    public void A_byte_order_mark_hides_no_field() => Parse("\ufeffSubject: été\r\n\r\n").Subject.ShouldBe("été");

    [Fact]
    public void Of_a_field_that_stands_twice_the_first_counts() =>
        Parse("subject : one\nSubject: two\n\nSubject: three").Subject.ShouldBe("one");

    [Fact]
    public void Addresses_that_cannot_be_read_are_shown_as_they_are() =>
        Parse("From: David MARTIN chez Lyon\r\n\r\n").From.ShouldBe("David MARTIN chez Lyon");

    [Theory]
    [InlineData("\"Martin, David\" <d@x>, groupe: a@b, c@d;, <nu@x>, =?iso-8859-1?q?=C9lo=EFse?= <e@x>", "Martin, David|d@x;|a@b;|c@d;|nu@x;Éloïse|e@x")]
    [InlineData("\"real@y\" <evil@x>", "real@y|evil@x")]
    [InlineData("=?utf-8?q?x=5C=22=2C_=3Cy=40z=3E?= <e@x>", "x\\\", <y@z>|e@x")]
    public void Addresses_as_they_are_shown_are_read_again_as_they_were(string from, string expected)
    {
        InternetAddressList.TryParse(Parse($"From: {from}\r\n\r\n").From, out var read).ShouldBeTrue();
        string.Join(';', read.Mailboxes.Select(m => $"{m.Name}|{m.Address}")).ShouldBe(expected);
    }

    [Fact]
    public void Line_ends_in_a_name_make_no_second_line() =>
        Parse("From: =?utf-8?q?Jeanne=0D=0AFrom=3A_x?= <jeanne@x.fr>\r\n\r\n").From.ShouldBe("\"JeanneFrom: x\" <jeanne@x.fr>");

    [Fact]
    public void What_comes_after_thousands_of_recipients_is_found()
    {
        var headers = Parse($"To: {string.Join(",\r\n ", Enumerable.Range(1, 4000).Select(i => $"Parent {i} <parent.{i}@famille.example.fr>"))}\r\n"
            + "Subject: Sortie\r\nMessage-ID: <1@x.fr>\r\n\r\n");
        headers.To.ShouldEndWith("<parent.4000@famille.example.fr>");
        (headers.Subject, headers.MessageId).ShouldBe(("Sortie", "1@x.fr"));
    }

    [Fact]
    public void Names_with_commas_are_known_in_a_field_as_people_write_them_and_not_looked_for_in_one_that_never_ends()
    {
        const string Name = "Martin, David <d@x>";
        Parse($"To: {Name}, {Name}\r\n\r\n").To.ShouldBe("\"Martin, David\" <d@x>, \"Martin, David\" <d@x>");
        Parse($"To: {string.Join(", ", Enumerable.Repeat(Name, 1000))}\r\n\r\n").To.ShouldStartWith("Martin, \"David\" <d@x>, Martin, ");
        // Half a minute, before.
        Parse($"To: {string.Join(", ", Enumerable.Repeat("a", 80_000))}\r\n\r\n").To.Split(", ").Length.ShouldBe(80_000);
    }

    [Fact]
    public void A_header_beyond_the_window_is_cut_and_not_an_error() =>
        Parse("Subject: here\r\nX-Long: " + new string('x', 2 * HeaderParser.Window)).Subject.ShouldBe("here");

    [Theory]
    [InlineData("References: <a@x>\r\n\t<b@x> <a@x>\r\nIn-Reply-To: <c@x>", "a@x b@x")]
    [InlineData("In-Reply-To: <c@x> <d@x>", "c@x")]
    [InlineData("References: \r\nIn-Reply-To: Your message of Monday <c@x>", "c@x")]
    [InlineData("References: garbage <<>> < >", "")]
    public void What_a_message_answers_is_said_by_References_or_else_In_Reply_To(string fields, string references) =>
        Parse(fields + "\r\n\r\n").References.ShouldBe(references);

    [Fact]
    public void Of_very_many_references_the_first_and_the_last_are_kept()
    {
        var ids = Enumerable.Range(1, 1000).Select(i => $"{i}@x").Append(new string('x', 300)).ToList();
        Parse($"References: {string.Join(' ', ids.Select(i => $"<{i}>"))}\r\n\r\n").References.Split(' ').ShouldBe(["1@x", .. ids.Skip(981).Take(19)]);
    }

    static MessageHeaders Parse(string message) => HeaderParser.Parse(Encoding.UTF8.GetBytes(message));
}
