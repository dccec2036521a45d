using System.Globalization;
using System.Text;

namespace AcMail.Core.IntegrationTests.Migration;

/// <summary>Letters of different sizes, each with a Message-ID, and among them such as have broken other programs.</summary>
static class Letter
{
    /// <summary>The letter of that number: up to 9 KB of eight-bit text, with lines that begin with dots.</summary>
    public static byte[] Number(int number) =>
        [.. Header(number), .. Encoding.UTF8.GetBytes($"..\r\n.\r\n{Lines((char)('a' + (number % 26)), number * 37 % 120)}à bientôt\r\n{number}\r\n")];

    /// <summary>With a raw Latin-1 header, folded or doubled Message-IDs, no body, megabytes, and one Message-ID and size for two letters.</summary>
    public static IReadOnlyList<byte[]> Difficult { get; } =
    [
        [.. "Message-ID: <latin1@ac-lyon.fr>\r\nSubject: "u8, .. Encoding.Latin1.GetBytes("réunion d'été"), .. "\r\n\r\nbody\r\n"u8],
        "Message-ID:\r\n <folded@ac-lyon.fr>\r\nSubject: folded\r\n\r\nbody\r\n"u8.ToArray(),
        "Message-ID: <first@ac-lyon.fr>\r\nMessage-ID: <second@ac-lyon.fr>\r\nSubject: two names\r\n\r\nbody\r\n"u8.ToArray(),
        "message-id: <headless@ac-lyon.fr>\r\nSubject: no body\r\n\r\n"u8.ToArray(),
        "Message-ID: <list@ac-lyon.fr>\r\nX-List: a\r\nSubject: by list a\r\n\r\nbody\r\n"u8.ToArray(),
        "Message-ID: <list@ac-lyon.fr>\r\nX-List: b\r\nSubject: by list b\r\n\r\nbody\r\n"u8.ToArray(),
        [.. Header(-1), .. Encoding.ASCII.GetBytes(Lines('m', 50_000))],
    ];

    /// <summary>A letter without a Message-ID.</summary>
    public static byte[] Nameless(string subject) => Encoding.ASCII.GetBytes($"Subject: {subject}\r\n\r\nwithout a name\r\n");

    static byte[] Header(int number) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"From: CPE <cpe@ac-lyon.fr>\r\nDate: Mon, 5 Jan 2026 08:00:00 +0100\r\nSubject: letter {number}\r\nMessage-ID: <{number}@ac-lyon.fr>\r\n\r\n"));

    static string Lines(char letter, int count) => string.Concat(Enumerable.Repeat($"{new string(letter, 70)}\r\n", count));
}
