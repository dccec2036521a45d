using System.Text;
using CsCheck;

namespace AcMail.Core.Tests.Messages;

/// <summary>Messages that are made of what mail is made of, and put together by chance: nested, cut, doubled, and with octets that nobody means.</summary>
static class OddMessages
{
    static readonly string[] Charsets =
    [
        "utf-8", "us-ascii", "iso-8859-1", "windows-1252", "iso-2022-jp", "utf-7", "utf-16", "utf-32", "gb18030", "koi8-r", "hz-gb-2312", "x-user-defined",
        "cp850", "", "utf-8*fr", "\"utf-8\"", "8bit", "x\0y", "utf-16le", "iso-2022-kr", "big5", "euc-jp", "shift_jis", "unicode", "ebcdic-cp-fr", "IBM037",
    ];

    static readonly string[] Types =
    [
        "text/plain", "text/html", "text/enriched", "text/calendar", "text", "text/", "/", "multipart/mixed", "multipart/alternative", "multipart/related",
        "multipart/report", "multipart/signed", "multipart/encrypted", "multipart/digest", "multipart/", "message/rfc822", "message/partial",
        "message/global", "message/delivery-status", "message/external-body", "message/disposition-notification", "message/feedback-report",
        "application/octet-stream", "application/ms-tnef", "application/pkcs7-mime", "application/pgp-encrypted", "image/png", "text/rfc822-headers",
        "TEXT/HTML", "=?utf-8?q?text/plain?=", "text/plain/x",
    ];

    static readonly string[] Encodings =
        ["7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode", "uuencode", "x-yenc", "yenc", "", "base65", "\"base64\"", "base64; x=y"];

    static readonly string[] Words =
    [
        "réunion", "Re: ", "=?utf-8?q?R=C3=A9union?=", "=?utf-8?b?8J+Yg\n?=", "=?utf-8?b?8J+Y?= =?utf-8?b?gA==?=", "=?iso-8859-1?q?=92=E9?=", "=?x?q?=FF?=",
        "=?utf-8?", "=??q?x?=", "=?utf-7?q?+2AA-?=", "=?utf-16?b?2AA=?=", "=?utf-8?q?=00=0D=0A?=", "=?iso-2022-jp?b?GyRC?=", "<", ">", "<a@b>", "<<a@b>>",
        "a@b", "\"", "\"a\\", "(", "((", ")", ",", ";", ":", "::", "undisclosed-recipients:;", "g: a@b, c@d;", "@x:a@b", "<@a,@b:c@d>", "a@[127.0.0.1]",
        "a@é.fr", "xn--e1afmkfd@x", "[", "]", "[l] ", "Mon, 01 Sep 2025 08:30:00 +0200", "Thu, 31 Dec 9999 23:59:59 -1200",
        "Mon, 1 Jan 0001 00:00:00 +1200", "Sat, 31 Feb 2025 25:61:61 +9999", "1 Jan 70 00:00:00 UT", "\0", "\u00ad", "\ufeff", "\u202e", "\ufffe", "\uffff",
        "\ud800", "\udc00", "😀", "e\u0301", "\r", "\n", "\r\n", "\r\n ", "\r\n\t", "\t", "  ", "=", "=C", "=\r\n", "=3D", "begin 644 x\r\n", "`\r\nend\r\n",
        "=ybegin line=128 size=1 name=x\r\n", "=yend size=1\r\n", "<p>", "</p>", "<script>", "<style", "<!--", "-->", "<![CDATA[", "&eacute;", "&#55296;",
        "&#x110000;", "&#99999999999;", "&", "<a href='", "<title>", "<plaintext>", "<textarea>", "-- \r\n", "> ", ">>", "From ",
        "From a@b Thu Jan  1 00:00:00 1970\r\n", ".\r\n", "..", "BEGIN:VCALENDAR\r\n", "winmail.dat", "con.txt", "../../x", "a/b", ".", "%00", "''",
    ];

    static readonly string[] Fields =
    [
        "Subject", "From", "To", "Cc", "Date", "Message-ID", "In-Reply-To", "References", "Received", "Content-Type", "Content-Disposition", "Content-ID",
        "Content-Description", "MIME-Version", "Content-Transfer-Encoding", "Sender", "Reply-To", "Bcc", "Resent-From", "X", "", " X", "X Y", "Subject ",
        "SUBJECT", "Content-MD5", "Content-Duration", "Content-Language", "List-Id", "X\0",
    ];

    static readonly string[] Parameters =
    [
        "boundary=b", "boundary=\"b b\"", "boundary=", "boundary=\"", "boundary=é", "boundary=-", "boundary=--", "name=a.txt", "name*=utf-8''%C3%A9",
        "name*0=a; name*1=b", "name*99999999999=a", "name*1=b; name*0*=utf-8''%", "name*=utf-16''%D8%00", "filename=x", "filename*=x'y'z",
        "filename==?utf-8?q?=00?=", "charset=", "charset", "format=flowed", "format=flowed; delsp=yes", "size=99999999999", "type=\"text/html\"",
        "start=<a@b>", "=", ";;", "report-type=delivery-status", "number=1; total=2; id=x", "creation-date=x",
        "micalg=x; protocol=\"application/pgp-signature\"", "x=\"a\\", "name=\"a\r\n b\"",
    ];

    /// <summary>The octets of one.</summary>
    public static Gen<byte[]> Any { get; } = Gen.Select(Entity(4), Damages).Select(
        (entity, damages) => damages.Aggregate(Encode(entity), (bytes, damage) => damage.Done(bytes)));

    /// <summary>The value of a header field, or words of a text.</summary>
    static Gen<string> Value => Gen.Select(Pick(Words), Pick([" ", "", "\r\n ", ", "]), string.Concat).Array[0, 12].Select(string.Concat);

    static Gen<Damage[]> Damages =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, int.MaxValue], Gen.Int[1, 40], (kind, at, length) => new Damage(kind, at, length)).Array[0, 6];

    static Gen<string> Entity(int depth) =>
        from fields in Gen.Select(Pick(Fields), Value, (name, value) => $"{name}: {value}\r\n").Array[0, 8]
        from type in Pick(Types)
        from charset in Pick(Charsets)
        from parameters in Pick(Parameters).Array[0, 3]
        from encoding in Pick(Encodings)
        from disposition in Gen.Select(Pick(["inline", "attachment", "x", ";"]), Pick(Parameters), (kind, parameter) => $"{kind}; {parameter}")
        from said in Gen.Int[0, 7]
        from body in Body(type, depth)
        let boundary = type.StartsWith("multipart", StringComparison.Ordinal) ? "; boundary=b" : ""
        select string.Concat(fields)
            + (said > 0 ? $"Content-Type: {type}{boundary}; charset={charset}{string.Concat(parameters.Select(p => "; " + p))}\r\n" : "")
            + (said > 2 ? $"Content-Transfer-Encoding: {encoding}\r\n" : "")
            + (said % 2 > 0 ? $"Content-Disposition: {disposition}\r\n" : "")
            + "\r\n" + body;

    static Gen<string> Body(string type, int depth)
    {
        var text = Gen.Select(Value, Gen.Bool, (value, isBase64) => isBase64 ? Convert.ToBase64String(Encode(value)) : value);
        if (depth == 0 || !type.StartsWith('m')) return text;
        if (type.StartsWith("message", StringComparison.Ordinal)) return Entity(depth - 1);
        return Gen.Select(text, Entity(depth - 1).Array[0, 3], text, (before, parts, after) =>
            before + string.Concat(parts.Select(p => $"\r\n--b\r\n{p}")) + "\r\n--b--\r\n" + after);
    }

    static Gen<string> Pick(string[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    // A lone surrogate becomes the three bytes that some programs write for it.
    static byte[] Encode(string text) => [.. text.SelectMany(c => char.IsSurrogate(c)
        ? [(byte)(0xe0 | (c >> 12)), (byte)(0x80 | ((c >> 6) & 0x3f)), (byte)(0x80 | (c & 0x3f))]
        : Encoding.UTF8.GetBytes([c]))];

    /// <summary>What a disk or a program does to octets: it cuts, loses, doubles, changes, or repeats them.</summary>
    sealed record Damage(int Kind, int At, int Length)
    {
        public byte[] Done(byte[] bytes)
        {
            if (bytes.Length == 0) return bytes;
            var at = At % bytes.Length;
            var end = Math.Min(at + Length, bytes.Length);
            return Kind switch
            {
                0 => bytes[..at],
                1 => [.. bytes[..at], .. bytes[end..]],
                2 => [.. bytes[..end], .. bytes[at..]],
                3 => [.. bytes[..at], (byte)At, .. bytes[(at + 1)..]],
                4 => [.. bytes[..at], .. Enumerable.Repeat(bytes[at], Length * Length), .. bytes[at..]],
                _ => [.. bytes[..at], .. Enumerable.Repeat(bytes[at..end], 50).SelectMany(b => b), .. bytes[at..]],
            };
        }
    }
}
