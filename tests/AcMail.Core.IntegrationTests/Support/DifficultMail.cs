using System.Text;

namespace AcMail.Core.IntegrationTests.Support;

/// <summary>Messages that have broken other programs, and mailbox names that have.</summary>
static class DifficultMail
{
    public static IReadOnlyList<string> MailboxNames { get; } =
    [
        "Réunions".Normalize(NormalizationForm.FormC), "Réunions".Normalize(NormalizationForm.FormD), "réunions", "two  spaces", "\"quoted\"", "back\\slash",
        "R&D", "a/b/c", "日本語", "😀 emoji", "star*%", new string('é', 60), new string('x', 200), "INBOX/sub", "{12}", "(parens)", "cur", "new",
    ];

    public static IReadOnlyList<byte[]> Messages() =>
    [
        [],
        "no header and no line end"u8.ToArray(),
        "\n\n\n"u8.ToArray(),
        "Subject: nul\n\nbefore\0after\0\n"u8.ToArray(),
        "Subject: bare\n\nlf\nand\r\ncrlf\nand cr\rhere"u8.ToArray(),
        [.. "Subject: "u8, .. Encoding.Latin1.GetBytes("été"), .. "\n\n8 bit: "u8, 0xFF, 0xFE, 0x80, (byte)'\n'],
        "Message-ID: <same@x>\nSubject: one\n\n1\n"u8.ToArray(),
        "Message-ID: <same@x>\nSubject: two\n\n2\n"u8.ToArray(),
        "Message-ID: <same@x>\nSubject: two\n\n2\n"u8.ToArray(),
        [.. "Subject: big\n\n"u8, .. Big(60 * 1024 * 1024)],
    ];

    static byte[] Big(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        for (var i = 0; i < length; i++) bytes[i] = i % 77 == 76 ? (byte)'\n' : (byte)('a' + (bytes[i] % 26));
        return bytes;
    }
}
