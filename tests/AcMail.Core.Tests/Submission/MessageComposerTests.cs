using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using MimeKit;

namespace AcMail.Tests;

public sealed class MessageComposerTests
{
    static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 30, 0, TimeSpan.FromHours(2));

    static MimeMessage Message(string body = "Bonjour,\nà demain.\n") => new(
        [new MailboxAddress("David MARTIN", "david.martin@ac-lyon.fr")], [new MailboxAddress("Zoé", "zoe@ac-lyon.fr")], "Réunion", new TextPart("plain") { Text = body });

    [Fact]
    public void A_missing_date_and_message_id_are_added_and_the_callers_message_is_left_alone()
    {
        var message = Message();
        message.Headers.Remove(HeaderId.Date);
        message.Headers.Remove(HeaderId.MessageId);
        var outgoing = MessageComposer.Compose(message, Now);
        outgoing.Parsed.Date.ShouldBe(Now);
        outgoing.MessageId.ShouldEndWith("@ac-lyon.fr");
        message.Headers.Contains(HeaderId.MessageId).ShouldBeFalse();
    }

    [Fact]
    public void A_key_makes_the_message_id_with_the_domain_of_the_sender()
    {
        var message = Message();
        message.From.Mailboxes.Single().Address = "david.martin@AC-Lyon.fr";
        var before = message.MessageId;
        var id = MessageComposer.Compose(message, Now, "facture 42").MessageId;
        id.ShouldMatch("^[0-9a-f]{32}@ac-lyon\\.fr$");
        MessageComposer.Compose(Message("autre chose"), Now.AddDays(3), "facture 42").MessageId.ShouldBe(id);
        MessageComposer.Compose(Message(), Now, "facture 43").MessageId.ShouldNotBe(id);
        message.MessageId.ShouldBe(before);
    }

    [Fact]
    public void Bcc_is_for_the_envelope_only()
    {
        var message = Message();
        message.Bcc.Add(new MailboxAddress("", "chef@ac-lyon.fr"));
        message.Cc.Add(new MailboxAddress("", "ZOE@ac-lyon.fr"));
        var outgoing = MessageComposer.Compose(message, Now);
        outgoing.Recipients.Select(r => r.Address).ShouldBe(["zoe@ac-lyon.fr", "chef@ac-lyon.fr"]);
        Encoding.UTF8.GetString(outgoing.Bytes.Span).ShouldNotContain("chef@", Case.Insensitive);
    }

    [Fact]
    public void A_message_that_is_passed_on_goes_to_whom_its_resent_fields_name()
    {
        var message = Message();
        message.ResentFrom.Add(new MailboxAddress("", "secretariat@ac-lyon.fr"));
        message.ResentTo.Add(new MailboxAddress("", "chef@ac-lyon.fr"));
        message.ResentBcc.Add(new MailboxAddress("", "archive@ac-lyon.fr"));
        var outgoing = MessageComposer.Compose(message, Now);
        outgoing.Sender.Address.ShouldBe("secretariat@ac-lyon.fr");
        outgoing.Recipients.Select(r => r.Address).ShouldBe(["chef@ac-lyon.fr", "archive@ac-lyon.fr"]);
        Encoding.UTF8.GetString(outgoing.Bytes.Span).ShouldNotContain("archive@");
    }

    [Fact]
    public void Whatever_the_body_the_bytes_are_seven_bit_end_every_line_with_crlf_and_survive_being_written_again() =>
        Gen.Select(Gen.OneOf(Gen.Const("é"), Gen.Const("\n"), Gen.Const("\r\n"), Gen.Const("."), Gen.Const("From "), Gen.String).Array[0, 60], Gen.Bool)
            .Sample((parts, attach) =>
            {
                var message = Message(string.Concat(parts));
                if (attach) message.Body = new Multipart("mixed") { message.Body!, new MimePart("application", "pdf") { Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(parts)))) } };
                var outgoing = MessageComposer.Compose(message, Now);
                var bytes = outgoing.Bytes.Span;
                if (!MessageBytes.Write(outgoing.Parsed).AsSpan().SequenceEqual(bytes)) return false;
                for (var i = 0; i < bytes.Length; i++)
                {
                    if (bytes[i] > 127 || (bytes[i] == '\n' && bytes[i - 1] != '\r')) return false;
                }

                return true;
            });

    [Theory]
    [InlineData(true, "sender")]
    [InlineData(false, "recipient")]
    public void A_message_without_sender_or_recipient_is_refused_in_clear_words(bool withoutSender, string word)
    {
        var message = Message();
        (withoutSender ? message.From : message.To).Clear();
        var failure = Should.Throw<MailException>(() => MessageComposer.Compose(message, Now)).Failure;
        failure.Kind.ShouldBe(MailErrorKind.InvalidMessage);
        failure.Message.English.ShouldContain(word);
    }

    [Fact]
    public void A_multipart_that_was_cut_off_is_refused_in_clear_words()
    {
        var cutOff = MessageBytes.Parse(Encoding.ASCII.GetBytes(
            "From: david.martin@ac-lyon.fr\r\nTo: zoe@ac-lyon.fr\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n\r\n\r\n"));
        Should.Throw<MailException>(() => MessageComposer.Compose(cutOff, Now)).Failure.Message.English.ShouldContain("cut off");
    }

    [Fact]
    public void An_incomplete_address_is_named()
    {
        var message = Message();
        message.To.Add(new MailboxAddress("", "zoe"));
        Should.Throw<MailException>(() => MessageComposer.Compose(message, Now)).Failure.Message.French.ShouldContain("« zoe »");
    }

    [Theory]
    [InlineData("To: zoe@ac-lyon.fr; chef@ac-lyon.fr", "To")]
    [InlineData("To: zoe@ac-lyon.fr\r\nBcc: chef@ac-lyon.fr; archive@ac-lyon.fr", "Bcc")]
    [InlineData("To: zoe@ac-lyon.fr, Le chef chef@ac-lyon.fr", "To")]
    public void A_recipient_who_cannot_be_read_is_told_and_not_left_out(string fields, string field)
    {
        var message = MessageBytes.Parse(Encoding.ASCII.GetBytes($"From: david.martin@ac-lyon.fr\r\n{fields}\r\n\r\nBonjour\r\n"));
        var failure = Should.Throw<MailException>(() => MessageComposer.Compose(message, Now)).Failure;
        failure.Kind.ShouldBe(MailErrorKind.InvalidMessage);
        failure.Message.English.ShouldContain($" {field} ");
        failure.Message.French.ShouldContain("chef@ac-lyon.fr");
    }

    [Theory]
    [InlineData("To: zoe@ac-lyon.fr,, (nobody)\r\nCc: (undisclosed recipients)")]
    [InlineData("To: undisclosed-recipients:;\r\nBcc: \"Zoé, classe 3\" <zoe@ac-lyon.fr>")]
    [InlineData("To: =?utf-8?q?Zo=C3=A9?= <zoe@ac-lyon.fr>\r\nCc: \r\nReply-To: a; b@x.fr")]
    public void What_can_be_read_is_sent_however_odd_it_looks(string fields) =>
        MessageComposer.Compose(MessageBytes.Parse(Encoding.UTF8.GetBytes($"From: david.martin@ac-lyon.fr\r\n{fields}\r\n\r\nBonjour\r\n")), Now)
            .Recipients.ShouldHaveSingleItem().Address.ShouldBe("zoe@ac-lyon.fr");

    [Theory]
    [InlineData("1@x.fr\r\nReply-To: thief@x.fr")]
    [InlineData("1@x.fr\r\n\r\nAnother body")]
    [InlineData("1@x.fr\nReply-To: thief@x.fr")]
    public void A_line_break_in_a_field_begins_no_other(string reference)
    {
        var message = Message();
        message.References.Add(reference);
        Should.Throw<MailException>(() => MessageComposer.Compose(message, Now)).Failure.Message.French.ShouldContain("References");
    }

    [Fact]
    public void Many_references_take_several_lines()
    {
        var message = Message();
        for (var i = 0; i < 50; i++) message.References.Add($"{i}.aaaaaaaaaaaaaaaaaaaaaaaaaaa@ac-lyon.fr");
        MessageComposer.Compose(message, Now).Parsed.References.Count.ShouldBe(50);
    }

    [Theory]
    [InlineData("a\r.\rMAIL FROM:<thief@x.fr>\r")]
    [InlineData("a\n\r.\r\nb")]
    [InlineData("a\r\r\n.\r\r\nb")]
    public void No_carriage_return_is_transmitted_alone_and_the_text_stays_what_it_was(string text)
    {
        var message = Message(text);
        message.Body = new Multipart("mixed")
        {
            message.Body!,
            new MimePart("application", "x")
            {
                ContentTransferEncoding = ContentEncoding.SevenBit, Content = new MimeContent(new MemoryStream(Encoding.ASCII.GetBytes(text))),
            },
        };
        var outgoing = MessageComposer.Compose(message, Now);
        LoneReturns.AreIn(outgoing.Bytes.Span).ShouldBeFalse();
        foreach (var part in outgoing.Parsed.BodyParts.Cast<MimePart>())
        {
            using var content = new MemoryStream();
            part.Content!.DecodeTo(content, Some.Token);
            Encoding.ASCII.GetString(content.ToArray()).ShouldBe(Regex.Replace(text, "(?<!\r)\n", "\r\n"));
        }
    }

    [Fact]
    public void Domains_are_told_and_written_as_every_program_encodes_them()
    {
        var message = Message();
        message.From.Clear();
        message.From.Add(new MailboxAddress("David MARTIN", "david.martin@ÉCOLE.fr"));
        message.To.Add(new GroupAddress("Parents", [new MailboxAddress("Hans", "hans@MÜNCHEN.DE"), new MailboxAddress("", "hans@xn--mnchen-3ya.de")]));
        var outgoing = MessageComposer.Compose(message, Now);
        outgoing.Recipients.Prepend(outgoing.Sender).Select(r => r.Address).ShouldBe(["david.martin@école.fr", "zoe@ac-lyon.fr", "hans@münchen.de"]);
        var written = Encoding.ASCII.GetString(outgoing.Bytes.Span);
        written.ShouldContain("david.martin@xn--cole-9oa.fr");
        Regex.Replace(written, @"\s+", " ").ShouldContain("Parents: Hans <hans@xn--mnchen-3ya.de>");
        message.From.Mailboxes.Single().Address.ShouldBe("david.martin@ÉCOLE.fr");
    }

    [Theory]
    [InlineData("From: david.martin@ac-lyon.fr\r\nSubject: a\0b\r\n\r\nc\r\n")]
    [InlineData("From: david.martin@ac-lyon.fr\r\nContent-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\na\0b\r\n--b\r\n\r\nx\r\n--b--\r\n")]
    public void A_NUL_that_cannot_be_encoded_is_refused_in_clear_words(string text) => Should
        .Throw<MailException>(() => MessageComposer.Compose(MessageBytes.Parse(Encoding.ASCII.GetBytes($"To: zoe@ac-lyon.fr\r\n{text}")), Now))
        .Failure.Message.English.ShouldContain("NUL");

    [Fact]
    public void A_lone_carriage_return_in_what_is_signed_is_refused_in_clear_words()
    {
        var signed = MessageBytes.Parse(Encoding.ASCII.GetBytes(
            "From: david.martin@ac-lyon.fr\r\nTo: zoe@ac-lyon.fr\r\nContent-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\r\n\r\n"
            + "--b\r\n\r\na\r.\rb\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n"));
        Should.Throw<MailException>(() => MessageComposer.Compose(signed, Now)).Failure.Message.English.ShouldContain("signed");
    }
}
