using MimeKit;
using MimeKit.Utils;

namespace AcMail;

/// <summary>Reads the header fields of <see cref="MessageHeaders"/> from the beginning of a message. Never fails: what cannot be read is empty.</summary>
static class HeaderParser
{
    /// <summary>How much of a message is looked at; a header that goes on beyond it is cut. Thousands of recipients may come before the subject.</summary>
    public const int Window = 256 * 1024;

    const int MostReferences = 20, LongestId = 250, LongestNaming = 8 * 1024;

    static readonly AddressMemo DecodedAddresses = new();

    // Looking for the address behind a name with commas, MimeKit goes to the end of the field from each word that has none: half a minute for 250 KB.
    static readonly ParserOptions NamesWithoutCommas = new() { AllowUnquotedCommasInAddresses = false };

    public static MessageHeaders Parse(ArraySegment<byte> message)
    {
        var fields = HeaderFields.Find(message);
        try
        {
            return new(
                Text(fields.Subject), Addresses(fields.From), Addresses(fields.To), Addresses(fields.Cc), Date(fields.Date), MessageId(fields.MessageId))
            {
                References = References(fields),
            };
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return MessageHeaders.None;
        }
    }

    /// <summary>A Message-ID without angle brackets, from the value of its field; empty where there is none in it.</summary>
    public static string MessageId(ArraySegment<byte> value) => OneLine(Ids(value).FirstOrDefault() ?? "");

    static string Text(ArraySegment<byte> value) =>
        value.Count == 0
        ? ""
        : Charsets.Western(Header.Unfold(Rfc2047.DecodeText(ParserOptions.Default, value.Array!, value.Offset, value.Count)).Trim());

    static string Addresses(ArraySegment<byte> value) => value.Count == 0 ? "" : DecodedAddresses.Get(value, Decode);

    static string Decode(ArraySegment<byte> value) =>
        InternetAddressList.TryParse(
            value.Count > LongestNaming ? NamesWithoutCommas : ParserOptions.Default, value.Array!, value.Offset, value.Count, out var list) && list.Count > 0
            ? Charsets.Western(OneLine(string.Join(", ", list.Select(address => address.ToString(encode: false)))))
            : Text(value);

    // An encoded word and a quoted part of an address may hold line ends, which would make another line of a log or a list.
    static string OneLine(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    static DateTimeOffset? Date(ArraySegment<byte> value) =>
        value.Count > 0 && DateUtils.TryParse(value.Array!, value.Offset, value.Count, out var date) ? date : null;

    // In-Reply-To counts only where References says nothing (RFC 5256 §3). What begins a conversation and what comes last in it matter most.
    static string References(HeaderFields fields)
    {
        var ids = Ids(fields.References).Where(IsUsable).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0) ids.AddRange(Ids(fields.InReplyTo).Where(IsUsable).Take(1));
        if (ids.Count > MostReferences) ids.RemoveRange(1, ids.Count - MostReferences);
        return string.Join(' ', ids);
    }

    static bool IsUsable(string id) => id.Length is > 0 and <= LongestId && !id.Any(c => char.IsWhiteSpace(c) || c is '<' or '>');

    static IEnumerable<string> Ids(ArraySegment<byte> value) =>
        value.Count == 0 ? [] : MimeUtils.EnumerateReferences(value.Array!, value.Offset, value.Count);
}
