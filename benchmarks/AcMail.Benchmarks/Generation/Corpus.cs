using System.Text;
using MimeKit;
using MimeKit.Encodings;

namespace AcMail.Benchmarks.Generation;

/// <summary>Everything that costs time to encode, encoded once. Lines end in LF, as Dovecot keeps messages on disk.</summary>
sealed class Corpus
{
    const int PeopleCount = 400;
    const int SubjectCount = 2_000;
    const int Base64LineBytes = 57;
    const int Base64LineLength = 77;
    const int Base64Lines = 40_000;

    static readonly FormatOptions Format = UnixFormat();

    readonly byte[] _base64;

    /// <param name="seed">Names this corpus among all.</param>
    /// <param name="sentences">What bodies are made of, or <see langword="null"/> for <see cref="Vocabulary.Sentences"/>.</param>
    public Corpus(int seed, string[]? sentences = null)
    {
        sentences ??= Vocabulary.Sentences;
        var random = SplitMix.ForMessage(seed, -1);
        People = Make(PeopleCount, () => Person(ref random));
        Subjects = Make(SubjectCount, () => Subject(ref random));
        TextLines = [.. sentences.Select(s => QuotedPrintable(s + "\n"))];
        HtmlLines = [.. sentences.Select(s => QuotedPrintable(
            $"<p style=\"margin:0 0 1em;font-family:Marianne,Arial,sans-serif;color:#161616\">{s.Replace("’", "&rsquo;", StringComparison.Ordinal)}</p>\n"))];
        Attachments = [.. Vocabulary.Attachments.Select(AttachmentHeader)];
        _base64 = RandomBase64(ref random);
    }

    /// <summary>Encoded mailboxes, for From and To.</summary>
    public string[] People { get; }

    /// <summary>Whole Subject headers.</summary>
    public byte[][] Subjects { get; }

    /// <summary>Sentences, quoted-printable.</summary>
    public byte[][] TextLines { get; }

    /// <summary>Paragraphs of HTML, quoted-printable.</summary>
    public byte[][] HtmlLines { get; }

    /// <summary>Headers of attachments with the blank line that ends them.</summary>
    public byte[][] Attachments { get; }

    /// <summary>About <paramref name="length"/> bytes, in at most <see cref="Base64Lines"/> lines of valid base64.</summary>
    public ReadOnlySpan<byte> Base64(ref SplitMix random, int length)
    {
        var lines = Math.Clamp((length + (Base64LineLength / 2)) / Base64LineLength, 1, Base64Lines);
        var first = random.Next(Base64Lines - lines + 1);
        return _base64.AsSpan(first * Base64LineLength, lines * Base64LineLength);
    }

    static T[] Make<T>(int count, Func<T> make) => [.. Enumerable.Range(0, count).Select(_ => make())];

    static string Person(ref SplitMix random)
    {
        var (first, last) = (random.Pick(Vocabulary.FirstNames), random.Pick(Vocabulary.LastNames));
        return new MailboxAddress($"{first} {last}", $"{LocalPart(first)}.{LocalPart(last)}@{random.Pick(Vocabulary.Domains)}").ToString(Format, true);
    }

    static byte[] Subject(ref SplitMix random)
    {
        var text = random.Pick(Vocabulary.Prefixes) + random.Pick(Vocabulary.Topics) + random.Pick(Vocabulary.Suffixes);
        var header = new Header(HeaderId.Subject, "");
        header.SetValue(Format, Encoding.UTF8, text);
        return [.. "Subject:"u8, .. header.RawValue];
    }

    static byte[] AttachmentHeader(string attachment)
    {
        var separator = attachment.IndexOf('|', StringComparison.Ordinal);
        var (type, name) = (attachment[..separator], attachment[(separator + 1)..]);
        var encoded = Uri.EscapeDataString(name);
        return Encoding.ASCII.GetBytes(
            $"Content-Type: {type};\n name*=utf-8''{encoded}\nContent-Disposition: attachment;\n filename*=utf-8''{encoded}\n" +
            "Content-Transfer-Encoding: base64\n\n");
    }

    static byte[] QuotedPrintable(string text)
    {
        var input = Encoding.UTF8.GetBytes(text);
        var encoder = new QuotedPrintableEncoder(76);
        var output = new byte[encoder.EstimateOutputLength(input.Length)];
        return output[..encoder.Flush(input, 0, input.Length, output)];
    }

    static byte[] RandomBase64(ref SplitMix random)
    {
        var lines = new StringBuilder(Base64Lines * Base64LineLength);
        var raw = new byte[Base64LineBytes];
        for (var line = 0; line < Base64Lines; line++)
        {
            for (var i = 0; i < raw.Length; i++) raw[i] = (byte)random.Next(256);
            lines.Append(Convert.ToBase64String(raw)).Append('\n');
        }

        return Encoding.ASCII.GetBytes(lines.ToString());
    }

    static string LocalPart(string name) =>
        string.Concat(name.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter).Select(char.ToLowerInvariant));

    static FormatOptions UnixFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Unix;
        return format;
    }
}
