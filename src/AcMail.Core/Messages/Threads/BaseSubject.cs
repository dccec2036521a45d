namespace AcMail;

/// <summary>
/// What a subject is about without what mail programs and lists put around it (RFC 5256 §2.1, and what is written in French, German and Spanish).
/// </summary>
/// <param name="Text">What is left, for comparing: without accents, case and runs of white space. Empty where nothing is left.</param>
/// <param name="IsReply">Whether something said that the message is a reply or was forwarded.</param>
readonly record struct BaseSubject(string Text, bool IsReply)
{
    const int Longest = 500;

    // Re, Fw, Fwd; RE, TR, Réf, Rép (French), AW, WG (German), RV (Spanish).
    static readonly string[] Leaders = ["re", "tr", "fwd", "fw", "ref", "rep", "aw", "wg", "rv"];

    /// <summary>Takes a subject as it was decoded.</summary>
    public static BaseSubject Of(string subject)
    {
        var words = MailboxNames.Fold(subject[..Math.Min(subject.Length, Longest)]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        ReadOnlySpan<char> text = string.Join(' ', words);
        var isReply = false;
        for (var length = -1; length != text.Length;)
        {
            length = text.Length;
            isReply |= TakeReply(ref text);
            // A mark such as that of a list goes too, unless it is all there is.
            if (AfterMark(text) is var rest && rest < text.Length) text = text[rest..];
        }

        return new(text.ToString(), isReply);
    }

    static bool TakeReply(ref ReadOnlySpan<char> text)
    {
        var rest = text.EndsWith("(fwd)") ? text[..^5]
            : text.StartsWith("[fwd:") && text.EndsWith("]") ? text[5..^1]
            : text[AfterLeader(text)..];
        if (rest.Length == text.Length) return false;
        text = rest.Trim();
        return true;
    }

    /// <summary>Where the subject goes on after "[list] Re [2]:"; 0 where it does not begin so.</summary>
    static int AfterLeader(ReadOnlySpan<char> text)
    {
        var at = 0;
        for (int next; (next = AfterMark(text[at..])) > 0;) at += next;
        foreach (var leader in Leaders)
        {
            if (!text[at..].StartsWith(leader)) continue;
            var end = at + leader.Length;
            if (end < text.Length && text[end] == ' ') end++;
            end += AfterMark(text[end..]);
            if (end < text.Length && text[end] == ':') return end + 1;
        }

        return 0;
    }

    static int AfterMark(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != '[') return 0;
        var end = text[1..].IndexOfAny('[', ']') + 1;
        if (end == 0 || text[end] != ']') return 0;
        return end + 1 < text.Length && text[end + 1] == ' ' ? end + 2 : end + 1;
    }
}
