using System.Text;

namespace AcMail;

/// <summary>Finds the reply in the end of a server's output, which may be the middle of a message.</summary>
static class ServerReplyText
{
    const int Longest = 300;

    public static string? Find(string output) => FindWhole(output) is { } whole ? Clean(whole) : null;

    /// <summary>
    /// The last refusal, with the other lines of a multi-line SMTP reply, else the last reply at all; without the tag of IMAP, which is between the two
    /// programs, and another one each time.
    /// </summary>
    public static string? FindWhole(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var last = Array.FindLastIndex(lines, IsTaggedRefusal);
        if (last < 0) last = Array.FindLastIndex(lines, IsRefusal);
        if (last < 0) last = Array.FindLastIndex(lines, IsReply);
        return last < 0 ? null : WithContinuations(lines, last);
    }

    /// <summary>The one line a person may read: printable, not endless.</summary>
    public static string Clean(string reply)
    {
        var clean = new string([.. reply.Where(c => !char.IsControl(c))]).Trim();
        return clean.Length <= Longest ? clean : string.Concat(clean.AsSpan(0, Longest), "…");
    }

    static string WithContinuations(string[] lines, int last)
    {
        var first = last;
        if (!IsSmtp(lines[last])) return lines[last][TagLength(lines[last])..];
        while (first > 0 && IsSmtp(lines[first - 1]) && lines[first - 1][3] == '-' && Code(lines[first - 1]) == Code(lines[last])) first--;
        var text = new StringBuilder(lines[first]);
        for (var i = first + 1; i <= last; i++) text.Append(' ').Append(lines[i].AsSpan(3).TrimStart("- "));
        return text.ToString();
    }

    static string Code(string line) => line[..3];

    static bool IsSmtp(string line) =>
        line.Length >= 4 && char.IsBetween(line[0], '2', '5') && char.IsAsciiDigit(line[1]) && char.IsAsciiDigit(line[2]) && line[3] is ' ' or '-';

    static bool IsTaggedRefusal(string line) => ImapStatus(line) is "NO" or "BAD" && line[0] != '*';

    static bool IsRefusal(string line) =>
        line.StartsWith("-ERR", StringComparison.Ordinal) || (IsSmtp(line) && line[0] is '4' or '5') || ImapStatus(line) is "NO" or "BAD" or "BYE";

    static bool IsReply(string line) =>
        line.StartsWith("+OK", StringComparison.Ordinal) || IsSmtp(line) || ImapStatus(line) is "OK" or "PREAUTH";

    static string? ImapStatus(string line)
    {
        var start = line.StartsWith("* ", StringComparison.Ordinal) ? 2 : TagLength(line);
        return start == 0 ? null : line[start..].Split(' ', 2)[0];
    }

    /// <summary>How much of the line is MailKit's tag, a letter and eight digits, with the space after it.</summary>
    static int TagLength(string line) =>
        line.IndexOf(' ', StringComparison.Ordinal) == 9 && char.IsAsciiLetterUpper(line[0]) && line.AsSpan(1, 8).IndexOfAnyExceptInRange('0', '9') < 0 ? 10 : 0;
}
