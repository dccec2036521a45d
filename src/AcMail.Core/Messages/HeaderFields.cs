using System.Text;

namespace AcMail;

/// <summary>Where the header fields that are shown, date messages or tie them together stand in a message, each without its name; empty where it is absent.</summary>
/// <remarks>Most fields are of transport; reading all of them costs several times what these cost.</remarks>
struct HeaderFields
{
    public ArraySegment<byte> Received, Subject, From, To, Cc, Date, MessageId, InReplyTo, References;

    /// <summary>Goes through the lines up to the first empty one. Of a field that stands twice, the first counts.</summary>
    public static HeaderFields Find(ArraySegment<byte> message)
    {
        var fields = default(HeaderFields);
        message = message[..Math.Min(message.Count, HeaderParser.Window)];
        // A byte order mark, as editors put before a file, would hide the first field.
        for (var start = message.AsSpan().StartsWith("\ufeff"u8) ? 3 : 0; start < message.Count;)
        {
            var end = FieldEnd(message, start);
            if (message[start] is (byte)'\r' or (byte)'\n') break;
            fields.Take(message[start..end]);
            start = end;
        }

        return fields;
    }

    // A field goes on in the lines that begin with white space (RFC 5322 §2.2.3).
    static int FieldEnd(ReadOnlySpan<byte> message, int start)
    {
        while (true)
        {
            var length = message[start..].IndexOf((byte)'\n') + 1;
            if (length == 0) return message.Length;
            start += length;
            if (start == message.Length || message[start] is not ((byte)' ' or (byte)'\t')) return start;
        }
    }

    void Take(ArraySegment<byte> field)
    {
        var colon = field.AsSpan().IndexOf((byte)':');
        if (colon < 0) return;
        var name = field.AsSpan(0, colon).TrimEnd(" \t"u8);
        var value = field[(colon + 1)..];
        if (Is(name, "Received"u8)) Keep(ref Received, value);
        else if (Is(name, "Subject"u8)) Keep(ref Subject, value);
        else if (Is(name, "From"u8)) Keep(ref From, value);
        else if (Is(name, "To"u8)) Keep(ref To, value);
        else if (Is(name, "Cc"u8)) Keep(ref Cc, value);
        else if (Is(name, "Date"u8)) Keep(ref Date, value);
        else if (Is(name, "Message-ID"u8)) Keep(ref MessageId, value);
        else if (Is(name, "In-Reply-To"u8)) Keep(ref InReplyTo, value);
        else if (Is(name, "References"u8)) Keep(ref References, value);
    }

    static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted) => Ascii.EqualsIgnoreCase(name, wanted);

    static void Keep(ref ArraySegment<byte> field, ArraySegment<byte> value)
    {
        if (field.Array is null) field = value;
    }
}
