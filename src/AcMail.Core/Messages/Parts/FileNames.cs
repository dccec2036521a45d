using System.Globalization;
using System.Text;
using MimeKit;

namespace AcMail;

/// <summary>Makes the name that a sender gave a file one that a file can have on any system, in the directory where it is put.</summary>
static class FileNames
{
    /// <summary>File systems take 255 bytes; whoever saves two of one name appends something.</summary>
    const int MostBytes = 200;

    const int MostBytesOfExtension = 20;

    static readonly char[] Ends = [' ', '.', '\u00a0'];
    static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM", "LPT"];

    public static string Of(string name, string contentType)
    {
        var said = Clean(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        if (said.Length == 0) return MimeTypes.TryGetExtension(contentType, out var extension) ? $"attachment{extension}" : "attachment";
        return Shorten(IsDevice(said) ? $"_{said}" : said);
    }

    // A name is hidden by a dot before it, and Windows drops dots and spaces after it.
    static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            // Marks of direction turn "exe.txt" round, and are not seen.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format) continue;
            if (IsUnfit(rune)) clean.Append('_');
            else clean.Append(rune.ToString());
        }

        return clean.ToString().Trim(Ends);
    }

    static bool IsUnfit(Rune rune) =>
        rune == Rune.ReplacementChar || Rune.IsControl(rune) || rune.Value is '"' or '<' or '>' or '|' or ':' or '*' or '?' or '\u2028' or '\u2029';

    static bool IsDevice(string name)
    {
        var device = name.Split('.')[0].TrimEnd();
        return Devices.Contains(device, StringComparer.OrdinalIgnoreCase)
            || (device.Length == 4 && (char.IsDigit(device[3]) || device[3] is '¹' or '²' or '³') && Devices.Contains(device[..3], StringComparer.OrdinalIgnoreCase));
    }

    static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MostBytes) return name;
        var extension = Path.GetExtension(name);
        if (Encoding.UTF8.GetByteCount(extension) > MostBytesOfExtension) extension = "";
        var (begin, room) = (0, MostBytes - Encoding.UTF8.GetByteCount(extension));
        foreach (var rune in name.EnumerateRunes())
        {
            if ((room -= rune.Utf8SequenceLength) < 0) break;
            begin += rune.Utf16SequenceLength;
        }

        return name[..begin].TrimEnd(Ends) + extension;
    }
}
