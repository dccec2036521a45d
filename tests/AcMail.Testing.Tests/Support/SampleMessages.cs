using System.Text;

namespace AcMail.Testing.Tests.Support;

/// <summary>Messages of every shape, in their octets.</summary>
static class SampleMessages
{
    public static byte[] Plain { get; } = Octets(
        """
        From: David MARTIN <david.martin@ac-lyon.fr>
        To: "Dupont, Anne" <anne@example.org>, bob@example.org
        Cc: Friends: eve@example.org, =?utf-8?Q?Zo=C3=A9?= <zoe@example.org>;
        Subject: =?utf-8?Q?R=C3=A9union_de_rentr=C3=A9e?=
        Date: Mon, 7 Sep 2026 10:00:00 +0200
        Message-ID: <plain@example.org>
        In-Reply-To: <before@example.org>
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Rendez-vous =C3=A0 10 heures.
        A second line.

        """);

    public static byte[] Nested { get; } = Octets(
        """
        From: sender@example.org
        Subject: A multipart
         with a folded subject
        Message-ID: <nested@example.org>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="outer"

        The preamble.
        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=us-ascii

        plain text
        --inner
        Content-Type: text/html
        Content-Language: fr, en
        Content-Location: https://example.org/a

        <p>html text</p>

        --inner--
        --outer
        Content-Type: message/rfc822
        Content-Description: forwarded

        From: inner@example.org
        Subject: The inner one
        Content-Type: multipart/mixed; boundary=deep

        --deep

        part of the inner one
        --deep
        Content-Type: application/pdf; name*=utf-8''r%C3%A9sum%C3%A9.pdf
        Content-Disposition: attachment; filename*=utf-8''r%C3%A9sum%C3%A9.pdf
        Content-Transfer-Encoding: base64
        Content-ID: <cid@example.org>
        Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==

        JVBERi0xLjQK
        --deep--
        --outer--
        The epilogue.

        """);

    public static byte[] Digest { get; } = Octets(
        """
        From: list@example.org
        Content-Type: multipart/digest; boundary=d

        --d

        From: one@example.org
        Subject: One

        first
        --d

        From: two@example.org
        Subject: Two

        second
        --d--

        """);

    public static byte[] ForwardedAlone { get; } = Octets(
        """
        From: outer@example.org
        Content-Type: message/rfc822

        From: inner@example.org
        Subject: inner

        text of the inner one

        """);

    /// <summary>All that are well-formed, with a name for each.</summary>
    public static IReadOnlyDictionary<string, byte[]> WellFormed { get; } = new Dictionary<string, byte[]>
    {
        ["plain"] = Plain,
        ["nested"] = Nested,
        ["digest"] = Digest,
        ["forwarded alone"] = ForwardedAlone,
        ["eight bits"] = Encoding.UTF8.GetBytes("From: Zoé <zoe@example.org>\r\nSubject: Été\r\n\r\nÀ bientôt\r\n"),
        ["no body"] = Octets("From: a@example.org\nSubject: nothing\n\n"),
    };

    /// <summary>What no program should send, and some did.</summary>
    public static IReadOnlyDictionary<string, byte[]> Broken { get; } = new Dictionary<string, byte[]>
    {
        ["empty line only"] = "\r\n"u8.ToArray(),
        ["header only"] = "Subject: cut"u8.ToArray(),
        ["no header"] = "\r\njust a body"u8.ToArray(),
        ["no field"] = "hello\r\nworld\r\n\r\nbody"u8.ToArray(),
        ["bare line feeds"] = "From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\n\ntwo\n--x--\n"u8.ToArray(),
        ["no boundary"] = Octets("Content-Type: multipart/mixed\n\n--x\n\ntext\n--x--\n"),
        ["boundary that never comes"] = Octets("Content-Type: multipart/mixed; boundary=x\n\ntext\n"),
        ["unclosed"] = Octets("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>"),
        ["wrong content type"] = Octets("Content-Type: text; charset=\"unclosed\n\nx"),
        ["wrong addresses"] = Octets("From: @@,,<>;:\nTo: undisclosed recipients:;\nCc: nobody\nSender: \"a\\\"b c\"@x\nReply-To:\n\n"),
        ["NUL"] = "Subject: a\0b\r\n\r\nx\0y\r\n"u8.ToArray(),
        ["latin1 and controls"] = [.. "Subject: "u8, 0xe9, 0x01, .. "\r\n\r\n"u8, 0xff, 0xfe],
        ["long"] = Encoding.ASCII.GetBytes($"Subject: {new string('x', 4000)}\r\n\r\n{new string('y', 70_000)}"),
        ["deep"] = Octets(string.Concat(Enumerable.Range(0, 60).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")) + "\nx"),
        ["deep messages"] = Octets(string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 60)) + "Subject: x\n\n"),
        ["many parts"] = Octets("Content-Type: multipart/mixed; boundary=x\n\n" + string.Concat(Enumerable.Repeat("--x\n\np\n", 2000)) + "--x--\n"),
    };

    public static IReadOnlyDictionary<string, byte[]> All { get; } = WellFormed.Concat(Broken).ToDictionary();

    /// <summary>The octets of <paramref name="text"/> with CRLF for each line end.</summary>
    public static byte[] Octets(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
}
