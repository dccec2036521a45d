using System.Globalization;

namespace AcMail.Sqlite;

/// <summary>Thread keys as words, for a full-text index to find them by.</summary>
static class ThreadTokens
{
    /// <summary>As the text of a message.</summary>
    public static string ToText(IEnumerable<long> keys) => string.Join(' ', keys.Select(ToWord));

    /// <summary>As a parameter for <c>json_each</c>, a query from each.</summary>
    public static string ToList(IEnumerable<long> keys) => $"[{string.Join(',', keys.Select(k => $"\"{ToWord(k)}\""))}]";

    static string ToWord(long key) => key.ToString("x16", CultureInfo.InvariantCulture);
}
