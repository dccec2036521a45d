using System.Text;

namespace AcMail;

/// <summary>Finds the names that most servers refuse for a mailbox, whatever else they take. Pure.</summary>
static class DoubtfulNames
{
    // Where mailboxes are directories, as on most servers, so long is a name at most.
    const int LongestLevel = 255;

    /// <summary>Those of <paramref name="names"/>; what lies below one of them is refused with it and not named.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> names, char? delimiter)
    {
        List<string> doubtful = [.. names.Where(n => IsDoubtful(delimiter is { } d ? n[(n.LastIndexOf(d) + 1)..] : n))];
        return [.. doubtful.Where(n => !MailboxNames.Parents(n, delimiter).Any(doubtful.Contains))];
    }

    // LIST takes % and * for patterns, and file systems '.', '..' and '~' for other places.
    static bool IsDoubtful(string level) =>
        level is "." or ".." || level.StartsWith('~') || level.AsSpan().ContainsAny('*', '%') || Encoding.UTF8.GetByteCount(level) > LongestLevel;
}
