using System.Buffers;

namespace AcMail.Testing;

/// <summary>Writes the ENVELOPE of a message (RFC 9051 §7.5.2).</summary>
static class Envelope
{
    /// <param name="output">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="namesMissing">Whether the missing parts of addresses are given a name, as Dovecot did.</param>
    public static void Write(IBufferWriter<byte> output, MailPart message, bool namesMissing = false)
    {
        output.Text("(");
        Field(output, message, "Date");
        Field(output, message, "Subject");
        var from = EnvelopeAddresses.Read(message.Field("From"));
        Addresses(output, from, namesMissing);
        Addresses(output, OrFrom("Sender"), namesMissing);
        Addresses(output, OrFrom("Reply-To"), namesMissing);
        Addresses(output, EnvelopeAddresses.Read(message.Field("To")), namesMissing);
        Addresses(output, EnvelopeAddresses.Read(message.Field("Cc")), namesMissing);
        Addresses(output, EnvelopeAddresses.Read(message.Field("Bcc")), namesMissing);
        Field(output, message, "In-Reply-To");
        output.NString(message.Field("Message-ID")?.Unfold());
        output.Text(")");

        // The server puts From where these are absent or empty.
        (IReadOnlyList<MimeKit.InternetAddress> Addresses, char? StandIn) OrFrom(string name) =>
            EnvelopeAddresses.Read(message.Field(name)) is { Addresses.Count: > 0 } given ? given : from;
    }

    static void Field(IBufferWriter<byte> output, MailPart message, string name)
    {
        output.NString(message.Field(name)?.Unfold());
        output.Text(" ");
    }

    static void Addresses(IBufferWriter<byte> output, (IReadOnlyList<MimeKit.InternetAddress> Addresses, char? StandIn) list, bool namesMissing)
    {
        EnvelopeAddresses.Write(output, list.Addresses, list.StandIn, namesMissing);
        output.Text(" ");
    }
}
