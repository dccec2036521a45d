using MimeKit;
using MimeKit.Utils;

namespace AcMail;

/// <summary>Reads the header fields of <see cref="MessageHeaders"/> from the beginning of a message. Never fails: what cannot be read is empty.</summary>
static class HeaderParser
{
    /// <summary>How much of a message is looked at; a header that goes on beyond it is cut.</summary>
    public const int Window = 64 * 1024;

    static ReadOnlySpan<byte> CrLfCrLf => "\r\n\r\n"u8;

    public static MessageHeaders Parse(ReadOnlySpan<byte> message)
    {
        var window = message[..Math.Min(message.Length, Window)];
        var end = window.IndexOf(CrLfCrLf);
        if (end >= 0) window = window[..(end + CrLfCrLf.Length)];
        try
        {
            using var stream = new MemoryStream(window.ToArray(), writable: false);
            return Read(new MimeParser(ParserOptions.Default, stream, MimeFormat.Entity).ParseHeaders());
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return MessageHeaders.None;
        }
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
