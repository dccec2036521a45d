using System.Buffers;
using System.Text;

namespace AcMail.Testing;

/// <summary>Writes BODY and, with extension data, BODYSTRUCTURE (RFC 9051 §7.5.2).</summary>
static class BodyStructure
{
    public static void Write(IBufferWriter<byte> output, MailPart part, bool extended)
    {
        output.Text("(");
        if (part.Parts.Count > 0) Multipart(output, part, extended);
        else Single(output, part, extended);
        output.Text(")");
    }

    static void Multipart(IBufferWriter<byte> output, MailPart part, bool extended)
    {
        foreach (var child in part.Parts) Write(output, child, extended);
        output.Text(" ");
        Latin1(output, part.Type.Subtype);
        if (!extended) return;
        output.Text(" ");
        Parameters(output, part.Type.Parameters);
        Placement(output, part);
    }

    static void Single(IBufferWriter<byte> output, MailPart part, bool extended)
    {
        Latin1(output, part.Type.Type);
        output.Text(" ");
        Latin1(output, part.Type.Subtype);
        output.Text(" ");
        Parameters(output, part.Type.Parameters);
        Field(output, part, "Content-ID");
        Field(output, part, "Content-Description");
        output.Text(" ");
        Latin1(output, part.Encoding);
        output.Text(" ");
        output.Number(part.Body.Length);
        if (part.Message is { } message)
        {
            output.Text(" ");
            Envelope.Write(output, message);
            output.Text(" ");
            Write(output, message, extended);
        }

        if (part.Message is not null || part.Type.IsText)
        {
            output.Text(" ");
            output.Number(part.Body.Span.Count((byte)'\n'));
        }

        if (!extended) return;
        Field(output, part, "Content-MD5");
        Placement(output, part);
    }

    // Disposition, language and location, which both kinds end with.
    static void Placement(IBufferWriter<byte> output, MailPart part)
    {
        output.Text(" ");
        if (part.Field("Content-Disposition") is { } field && FieldParameters.Read(field) is { Head.Length: > 0 } disposition)
        {
            output.Text("(");
            Latin1(output, disposition.Head);
            output.Text(" ");
            Parameters(output, disposition.Parameters);
            output.Text(")");
        }
        else
        {
            output.Text("NIL");
        }

        output.Text(" ");
        Languages(output, part.Field("Content-Language")?.UnfoldToLatin1().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        Field(output, part, "Content-Location");
    }

    static void Languages(IBufferWriter<byte> output, string[]? languages)
    {
        if (languages is not { Length: > 0 })
        {
            output.Text("NIL");
            return;
        }

        for (var i = 0; i < languages.Length; i++)
        {
            output.Text(i == 0 ? "(" : " ");
            Latin1(output, languages[i]);
        }

        output.Text(")");
    }

    static void Parameters(IBufferWriter<byte> output, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        if (parameters.Count == 0)
        {
            output.Text("NIL");
            return;
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            output.Text(i == 0 ? "(" : " ");
            Latin1(output, parameters[i].Key);
            output.Text(" ");
            Latin1(output, parameters[i].Value);
        }

        output.Text(")");
    }

    static void Field(IBufferWriter<byte> output, MailPart part, string name)
    {
        output.Text(" ");
        output.NString(part.Field(name)?.Unfold());
    }

    static void Latin1(IBufferWriter<byte> output, string text) => output.String(Encoding.Latin1.GetBytes(text));
}
