using System.Globalization;
using System.Text;

namespace AcMail.Cli;

/// <summary>How much room text takes on a terminal: what is written in East Asia, and pictures, take two columns; what is put onto a letter takes none.</summary>
static class Columns
{
    // Unicode's East Asian Width, wide and full-width, and the pictures that terminals draw so wide.
    static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x23E9, 0x23EC), (0x2614, 0x2615), (0x26A1, 0x26A1), (0x2705, 0x2705), (0x274C, 0x274C), (0x2753, 0x2755),
        (0x2757, 0x2757), (0x2B50, 0x2B50), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x1B2FF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F1E6, 0x1F320), (0x1F32D, 0x1F64F),
        (0x1F680, 0x1F6FF), (0x1F7E0, 0x1F7EB), (0x1F900, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>The text in exactly so many columns: filled up, or cut with an ellipsis.</summary>
    public static string Fit(string text, int width)
    {
        var (kept, room, length) = (0, 0, 0);
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            length += WidthOf(elements.GetTextElement());
            if (length > width) return $"{text[..kept]}…{new string(' ', width - 1 - room)}";
            if (length < width) (kept, room) = (elements.ElementIndex + elements.GetTextElement().Length, length);
        }

        return text + new string(' ', width - length);
    }

    static int WidthOf(string element)
    {
        var first = Rune.TryGetRuneAt(element, 0, out var rune) ? rune : Rune.ReplacementChar;
        if (Rune.GetUnicodeCategory(first) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return 0;
        // What asks to be drawn as a picture is as wide as one.
        return element.Contains('\ufe0f', StringComparison.Ordinal) || Wide.Any(w => first.Value >= w.First && first.Value <= w.Last) ? 2 : 1;
    }
}
