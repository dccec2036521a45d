using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AcMail.Cli;

/// <summary>
/// A mailbox's name as a relative path. Different names never give the same path, whatever they hold, and <c>%xx</c> can be read back;
/// accents stay, and so does the Unicode form. No level is one that Windows would take for something else, so that it can be copied to any disk.
/// </summary>
static class MailboxPath
{
    /// <summary>File systems take 255 bytes a name; formats append something to it.</summary>
    const int MaxBytes = 240;

    /// <summary>What a level may not be or end with, as the formats use it beside nested mailboxes.</summary>
    static readonly string[] TakenNames = ["cur", "new", "tmp"];
    static readonly string[] TakenEndings = [".mbox", ".eml", ".part"];

    static readonly string[] Devices = ["con", "prn", "aux", "nul", "conin$", "conout$", .. Numbered("com"), .. Numbered("lpt")];

    /// <remarks>A replica rebuilt from its content knows no delimiters until it is synchronised: it has to give the same paths.</remarks>
    public static string Of(string name, char? delimiter) =>
        delimiter is '/' or null ? Path.Combine([.. name.Split('/').Select(Level)]) : Level(name);

    static string Level(string level)
    {
        var encoded = new StringBuilder();
        var taken = IsTaken(level) || level.StartsWith('.') ? 0 : TakenEnding(level);
        for (var i = 0; i < level.Length; i++)
        {
            if (char.IsSurrogate(level[i]) && !char.IsSurrogatePair(level, i) && !(i > 0 && char.IsSurrogatePair(level, i - 1)))
                encoded.Append(CultureInfo.InvariantCulture, $"%u{(int)level[i]:X4}");
            else if (i == taken || IsUnfit(level[i]) || (i == level.Length - 1 && level[i] is '.' or ' '))
                encoded.Append(CultureInfo.InvariantCulture, $"%{(int)level[i]:X2}");
            else
                encoded.Append(level[i]);
        }

        // A bare % stands for the empty level, as in a//b: nothing else encodes to it.
        return encoded.Length == 0 ? "%" : Shorten(encoded.ToString());
    }

    static bool IsUnfit(char character) => character is '%' or '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' or < ' ' or '\x7f';

    static bool IsTaken(string level) =>
        TakenNames.Contains(level, StringComparer.OrdinalIgnoreCase) || Devices.Contains(level.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase);

    static IEnumerable<string> Numbered(string device) => "0123456789¹²³".Select(n => $"{device}{n}");

    static int TakenEnding(string level) =>
        TakenEndings.FirstOrDefault(e => level.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending ? level.Length - ending.Length : -1;

    static string Shorten(string encoded)
    {
        var bytes = Encoding.UTF8.GetBytes(encoded);
        if (bytes.Length <= MaxBytes) return encoded;
        // %~ is no encoding of anything, so a shortened name is like no other name, and the hash tells shortened ones apart.
        var tail = $"%~{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
        var cut = MaxBytes - tail.Length;
        while ((bytes[cut] & 0xC0) == 0x80) cut--;
        return Encoding.UTF8.GetString(bytes, 0, cut) + tail;
    }
}
