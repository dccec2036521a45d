using MimeKit;
using MimeKit.IO;

namespace AcMail;

/// <summary>Messages as bytes: CRLF, and without the headers that are not for the recipients.</summary>
static class MessageBytes
{
    const int Rounds = 4;

    static readonly FormatOptions Format = CreateFormat();

    public static byte[] Write(MimeMessage message)
    {
        // Measured first: a stream that grows takes several times what a large attachment does.
        using var measure = new MeasuringStream();
        message.WriteTo(Format, measure);
        var bytes = new byte[measure.Length];
        using var stream = new MemoryStream(bytes);
        message.WriteTo(Format, stream);
        return bytes;
    }

    /// <summary>The message of <paramref name="bytes"/>; its parts are read from there and not copied.</summary>
    /// <exception cref="MailException">They are none, as where the first field has no name.</exception>
    public static MimeMessage Parse(byte[] bytes)
    {
        try
        {
            return MimeMessage.Load(new MemoryStream(bytes, writable: false), persistent: true);
        }
        catch (FormatException e)
        {
            throw new MailException(NoForm(), e);
        }
    }

    /// <summary>Bytes that stay the same when they are parsed and written again, as MailKit does to transmit them.</summary>
    /// <exception cref="MailException">
    /// There are none: a multipart that was cut off may get a line more each time, and a lone CR or a NUL may stand where none can be encoded.
    /// </exception>
    public static (byte[] Bytes, MimeMessage Parsed) Settle(MimeMessage message)
    {
        var bytes = Write(message);
        for (var round = 0; ; round++)
        {
            var parsed = Parse(bytes);
            using var comparison = new ComparingStream(bytes);
            parsed.WriteTo(Format, comparison);
            if (comparison.IsSame)
            {
                // What is filed in Sent would be refused: a literal may hold no NUL (RFC 9051 §4.3).
                if (bytes.AsSpan().Contains((byte)0)) throw new MailException(NotEncodable("NUL character", "caractère NUL"));
                if (LoneReturns.AreIn(bytes))
                    throw new MailException(NotEncodable("carriage return without line feed", "retour chariot sans saut de ligne"));
                return (bytes, parsed);
            }

            if (round == Rounds) throw new MailException(NoForm());
            bytes = Write(parsed);
            parsed.Dispose();
        }
    }

    static MailFailure NoForm() => new(
        MailErrorKind.InvalidMessage,
        new("The message is malformed, or was cut off: it does not keep its form when it is written again.",
            "Le message est mal formé, ou a été tronqué : il ne garde pas sa forme quand il est réécrit."),
        new("Compose it anew, or take the whole file.", "Recomposez-le, ou prenez le fichier complet."));

    static MailFailure NotEncodable(string english, string french) => new(
        MailErrorKind.InvalidMessage,
        new($"The message holds a {english} where it cannot be encoded: in its header or in what is signed.",
            $"Le message contient un {french} là où il ne peut pas être encodé : dans son en-tête ou dans ce qui est signé."),
        new("Compose it anew without.", "Recomposez-le sans."));

    static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        format.HiddenHeaders.Add(HeaderId.Bcc);
        format.HiddenHeaders.Add(HeaderId.ResentBcc);
        return format;
    }
}
