using System.Globalization;
using System.Text;
using CsCheck;

namespace AcMail.Core.Tests.Support;

/// <summary>One line of a server's that comes otherwise than it was said: lost, doubled, cut, with other words, numbers or octets in it.</summary>
/// <param name="Line">Which line, from 0 on.</param>
/// <param name="How">In which way.</param>
/// <param name="Place">Where in it.</param>
/// <param name="Choice">What of all that can be put there.</param>
sealed record Garbled(int Line, int How, int Place, int Choice)
{
    static readonly string[] Words =
    [
        "NIL", "(", ")", "((", "))", "\"", "\\", "[", "]", "{", "}", "{5}", "{0}", "*", "+", " ", "  ", "%", "\0", "\t", "\n", "\r", "\r\n", "=?utf-8?q?", "&", "&AOk-", "é",
        "-1", "1:*", "1,2,3", "2:1", "OK", "NO", "BAD", "BYE", "PREAUTH", "FLAGS", "FETCH", "EXISTS", "EXPUNGE", "VANISHED", "LIST", "UID", "MODSEQ", "[ALERT]",
        "[CLOSED]", "[READ-ONLY]", "+OK", "-ERR", ".", "..", "-",
    ];

    static readonly string[] Numbers =
    [
        "", "0", "1", "2", "3", "-1", "2147483648", "4294967295", "4294967296", "9223372036854775808", "18446744073709551615", "18446744073709551616",
        "10000000000000000000000000000000000000000",
    ];

    public static Gen<Garbled> Among(int lines) => Gen.Select(
        Gen.Int[0, lines - 1], Gen.Int[0, 9], Gen.Int[0, 199], Gen.Int[0, 65_535], (line, how, place, choice) => new Garbled(line, how, place, choice));

    public byte[] Apply(byte[] line)
    {
        var (text, at) = (Encoding.Latin1.GetString(line), Place % line.Length);
        var garbled = How switch
        {
            0 => "",
            1 => text + text,
            2 => text.Remove(at, Math.Min(1 + (Choice % 12), text.Length - at)),
            3 => $"{text[..at]}{(char)(text[at] ^ (1 << (Choice % 8)))}{text[(at + 1)..]}",
            4 => $"{text[..at]}{(char)(Choice % 256)}{text[(at + 1)..]}",
            5 => text.Insert(at, new((char)('0' + (Choice % 75)), Choice % 20_000)),
            6 => text.Insert(at, Words[Choice % Words.Length]),
            7 => Replace(text.Split(' '), Words[Choice % Words.Length]),
            _ => WithNumber(text),
        };
        return Encoding.Latin1.GetBytes(garbled);
    }

    string Replace(string[] words, string other)
    {
        words[Place % words.Length] = other;
        return string.Join(' ', words);
    }

    /// <summary>With another number in the place of one, or one that is larger or smaller by one.</summary>
    string WithNumber(string text)
    {
        var starts = Enumerable.Range(0, text.Length).Where(i => char.IsAsciiDigit(text[i]) && (i == 0 || !char.IsAsciiDigit(text[i - 1]))).ToList();
        if (starts.Count == 0) return Replace(text.Split(' '), Numbers[Choice % Numbers.Length]);
        var start = starts[Place % starts.Count];
        var end = Enumerable.Range(start, text.Length - start).First(i => !char.IsAsciiDigit(text[i]));
        var known = decimal.Parse(text[start..Math.Min(end, start + 25)], CultureInfo.InvariantCulture);
        return text[..start] + (Choice % 3) switch
        {
            0 => (known + 1).ToString(CultureInfo.InvariantCulture),
            1 => Math.Max(0, known - 1).ToString(CultureInfo.InvariantCulture),
            _ => Numbers[Choice / 3 % Numbers.Length],
        } + text[end..];
    }
}
