using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace AcMail;

/// <summary>The MAILBOXIDs of RFC 8474.</summary>
static class MailboxIds
{
    const int LongestId = 255;

    static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Whether that is an id at all. Cyrus 3.6 tells octets that lay about in its memory along with counters.</summary>
    public static bool IsOne([NotNullWhen(true)] string? told) => told is { Length: > 0 and <= LongestId } && !told.AsSpan().ContainsAnyExcept(Characters);
}
