using System.Globalization;
using System.Text;

namespace AcMail.Core.Tests.Pop3.Convergence;

/// <summary>The mail of a history: large and small messages, some without Message-ID or Date, and some with the header of another.</summary>
static class PopMail
{
    /// <summary>When a history begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Those above are large.</summary>
    public const long Small = 1000;

    public static byte[] Message(int number)
    {
        var name = number % 8 == 7 ? number - 1 : number;
        var date = number % 4 == 2 ? "" : $"Date: {Start.AddHours(name):r}\r\n";
        var messageId = number % 4 == 3 ? "" : $"Message-ID: <{name}@x.fr>\r\n";
        var body = new string('x', number % 3 == 0 ? 2000 + name : 4);
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"From: a@x.fr\r\nSubject: message {name}\r\n{date}{messageId}\r\n{body}\r\nbody {number}\r\n"));
    }

    public static string SubjectOf(ReadOnlySpan<byte> message)
    {
        var text = Encoding.UTF8.GetString(message);
        var start = text.IndexOf("Subject: ", StringComparison.Ordinal) + 9;
        return text[start..text.IndexOf('\r', start)];
    }
}
