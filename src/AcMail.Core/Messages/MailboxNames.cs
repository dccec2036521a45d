using System.Text;

namespace AcMail;

/// <summary>Compares mailbox names as people do. The name itself, as listed, stays the identity.</summary>
static class MailboxNames
{
    /// <summary>The inbox, one name whatever its case (RFC 9051 §5.1).</summary>
    public const string Inbox = "INBOX";

    const int LongestTold = 100;

    /// <summary>The name without case, accents and Unicode form: equal for <c>Éléments</c> composed, decomposed and <c>elements</c>.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var character in Accents.Remove(name)) folded.Append(char.ToLowerInvariant(Accents.Unstroke(character)));
        return folded.ToString();
    }

    /// <summary>The one of <paramref name="names"/> meant by <paramref name="wanted"/>: the exact one, else the only one that folds alike.</summary>
    public static string? Resolve(string wanted, IEnumerable<string> names)
    {
        var fold = Fold(wanted);
        var alike = names.Where(n => n == wanted || Fold(n) == fold).ToList();
        return alike.Contains(wanted) ? wanted : alike.Count == 1 ? alike[0] : null;
    }

    /// <summary>Whether two names are one to a server that composes letters, knows no case or takes off spaces.</summary>
    public static bool AreAlike(string name, string other) =>
        Fold(name).Replace(" ", "", StringComparison.Ordinal) == Fold(other).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>
    /// A new name with what is above it as it is known, since that is found under either name (<see cref="Resolve"/>): kept apart here, a server without case
    /// would have it once.
    /// </summary>
    public static string BelowKnown(string name, char? delimiter, IReadOnlyCollection<string> names) =>
        Parents(name, delimiter).Reverse().Select(p => Resolve(p, names) is { } known ? known + name[p.Length..] : null).FirstOrDefault(n => n is not null) ?? name;

    /// <summary>
    /// A new name as every server takes it: with the inbox in it, also above others, as it is held. Kept apart here, what the server holds once would be held
    /// twice.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="delimiter">What separates its levels.</param>
    /// <param name="inbox">The name of the inbox, where there is one yet.</param>
    public static string Canonical(string name, char? delimiter, string? inbox = null)
    {
        if (!name.StartsWith(Inbox, StringComparison.OrdinalIgnoreCase)) return name;
        var rest = name[Inbox.Length..];
        // Before the first synchronisation, the delimiter is one of the usual two.
        var isInbox = rest.Length == 0 || rest[0] == delimiter || (delimiter is null && rest[0] is '/' or '.');
        return isInbox && Inbox.Equals(inbox ??= Inbox, StringComparison.OrdinalIgnoreCase) ? inbox + rest : name;
    }

    /// <summary>Whether a name is made of what names are made of (RFC 6855 §3): neither control characters, nor line ends, nor half a character.</summary>
    public static bool IsText(string name) =>
        !name.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)) == name;

    /// <summary>The name as a person is told it: one that is too long to be read is cut short.</summary>
    public static string Shorten(string name)
    {
        if (name.Length <= LongestTold) return name;
        var end = char.IsHighSurrogate(name[LongestTold - 1]) ? LongestTold - 1 : LongestTold;
        return string.Concat(name.AsSpan(0, end), "…");
    }

    /// <summary>The names of the mailboxes above, the topmost first.</summary>
    public static IEnumerable<string> Parents(string name, char? delimiter)
    {
        for (var at = 0; delimiter is { } d && (at = name.IndexOf(d, at)) >= 0; at++) yield return name[..at];
    }

    /// <summary>Whether <paramref name="name"/> matches a LIST pattern: <c>*</c> any characters, <c>%</c> any but the delimiter.</summary>
    public static bool Matches(string pattern, string name, char? delimiter)
    {
        if (pattern.Length == 0) return name.Length == 0;
        if (pattern[0] is not ('*' or '%')) return name.Length > 0 && pattern[0] == name[0] && Matches(pattern[1..], name[1..], delimiter);
        for (var taken = 0; taken <= name.Length; taken++)
        {
            if (Matches(pattern[1..], name[taken..], delimiter)) return true;
            if (taken < name.Length && pattern[0] == '%' && name[taken] == delimiter) return false;
        }

        return false;
    }
}
