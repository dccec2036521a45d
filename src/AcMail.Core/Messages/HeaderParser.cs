using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace AcMail;

/// <summary>Reads the header fields of <see cref="MessageHeaders"/> from the beginning of a message. Never fails: what cannot be read is empty.</summary>
static class HeaderParser
{
    /// <summary>How much of a message is looked at; a header that goes on beyond it is cut.</summary>
    public const int Window = 64 * 1024;

    static ReadOnlySpan<byte> CrLfCrLf => "\r\n\r\n"u8;

    [ThreadStatic]
    static MimeParser? _parser;

    public static MessageHeaders Parse(ReadOnlySpan<byte> message)
    {
        var window = message[..Math.Min(message.Length, Window)];
        var end = window.IndexOf(CrLfCrLf);
        if (end >= 0) window = window[..(end + CrLfCrLf.Length)];
        try
        {
            using var wanted = Select(window);
            // A parser brings buffers of its own; one a thread is enough.
            var parser = _parser ??= new(ParserOptions.Default, Stream.Null);
            parser.SetStream(wanted, MimeFormat.Entity);
            return Read(parser.ParseHeaders());
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return MessageHeaders.None;
        }
    }

    // Most fields are of transport; reading them costs several times what the six that are shown cost.
    static MemoryStream Select(ReadOnlySpan<byte> header)
    {
        var selected = new MemoryStream(1024);
        var taking = false;
        while (header.Length > 0)
        {
            var length = header.IndexOf((byte)'\n') + 1;
            var line = length > 0 ? header[..length] : header;
            if (line[0] is not ((byte)' ' or (byte)'\t')) taking = IsWanted(line);
            if (taking) selected.Write(line);
            header = header[line.Length..];
        }

        selected.Write("\r\n"u8);
        selected.Position = 0;
        return selected;
    }

    static bool IsWanted(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0) return false;
        var name = line[..colon].TrimEnd(" \t"u8);
        return Is(name, "Subject"u8) || Is(name, "From"u8) || Is(name, "To"u8) || Is(name, "Cc"u8) || Is(name, "Date"u8) || Is(name, "Message-ID"u8);

        static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted) => Ascii.EqualsIgnoreCase(name, wanted);
    }

    static MessageHeaders Read(HeaderList headers) => new(
        headers[HeaderId.Subject] ?? "", Addresses(headers, HeaderId.From), Addresses(headers, HeaderId.To), Addresses(headers, HeaderId.Cc),
        DateUtils.TryParse(headers[HeaderId.Date] ?? "", out var date) ? date : null,
        MimeUtils.EnumerateReferences(headers[HeaderId.MessageId] ?? "").FirstOrDefault() ?? "");

    static string Addresses(HeaderList headers, HeaderId field)
    {
        var index = headers.IndexOf(field);
        if (index < 0) return "";
        return InternetAddressList.TryParse(ParserOptions.Default, headers[index].RawValue, out var list) && list.Count > 0
            ? string.Join(", ", list.Select(address => address.ToString(encode: false)))
            : headers[index].Value;
    }
}
