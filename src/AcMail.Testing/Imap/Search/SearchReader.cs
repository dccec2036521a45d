using System.Globalization;

namespace AcMail.Testing;

/// <summary>Reads search keys (RFC 9051 §6.4.4).</summary>
sealed class SearchReader(ImapArguments arguments, ImapSession session)
{
    static readonly string[] DateFormats = ["d-MMM-yyyy", "dd-MMM-yyyy"];

    public ImapSession Session => session;

    /// <summary>Whether a key asked for a mod-sequence, so that the answer is to give one (RFC 7162 §3.1.5).</summary>
    public bool WantsModSeq { get; set; }

    /// <summary>All keys up to the end of the command; a message has to match each.</summary>
    public SearchKey All()
    {
        var keys = new List<SearchKey> { Key() };
        while (arguments.TrySkip(' ')) keys.Add(Key());
        arguments.End();
        return And(keys);
    }

    public SearchKey Key()
    {
        arguments.Enter();
        var key = arguments.Peek switch
        {
            '(' => Group(),
            '*' or (>= '0' and <= '9') => Messages(uid: false),
            _ => Named(),
        };
        arguments.Leave();
        return key;
    }

    /// <summary>The key that follows a space.</summary>
    public SearchKey NextKey()
    {
        arguments.Space();
        return Key();
    }

    public string NextString()
    {
        arguments.Space();
        return arguments.AString();
    }

    public string NextFlag()
    {
        arguments.Space();
        return arguments.Flag();
    }

    /// <summary>A label of Gmail: a flag such as <c>\Inbox</c>, quoted or not, or the name of a mailbox.</summary>
    public string NextLabel()
    {
        arguments.Space();
        return GmailLabels.Read(arguments);
    }

    public string NextAtom()
    {
        arguments.Space();
        return arguments.Atom();
    }

    public uint NextNumber()
    {
        arguments.Space();
        return arguments.Number();
    }

    /// <summary>A 64-bit number, before which the name and the type of an entry may stand (RFC 7162 §3.1.5).</summary>
    public ulong NextModSeq()
    {
        arguments.Space();
        if (arguments.Peek == '"')
        {
            arguments.AString();
            arguments.Space();
            arguments.Keyword();
            arguments.Space();
        }

        return arguments.Number64();
    }

    public ulong NextNumber64()
    {
        arguments.Space();
        return arguments.Number64();
    }

    public DateTime NextDate()
    {
        var text = NextString();
        return DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new ImapSyntaxException("There is no date where one is expected; write it as 1-Feb-2026.");
    }

    public SearchKey NextUids()
    {
        arguments.Space();
        return Messages(uid: true);
    }

    static SearchKey And(IReadOnlyList<SearchKey> keys) => keys.Count == 1 ? keys[0] : m => keys.All(k => k(m));

    SearchKey Group()
    {
        var keys = arguments.List(_ => Key());
        return keys.Count > 0 ? And(keys) : throw new ImapSyntaxException("There is no search key in the parentheses.");
    }

    SearchKey Messages(bool uid)
    {
        var set = arguments.SequenceSet();
        var selected = session.Selected!;
        if (uid && session.Misbehaves(ImapMisbehaviour.SearchTakesUidsForNumbers))
            return m => set.Contains(selected.NumberOf(m.Message.Uid), (uint)selected.Uids.Count);
        var wanted = selected.Resolve(set, uid).ToHashSet();
        return m => wanted.Contains(m.Message.Uid);
    }

    bool IsOffered(SearchKeyEntry entry) =>
        entry.Extension is null || (entry.Extension == "CONDSTORE" ? session.HasModSequences : session.Has(entry.Extension));

    SearchKey Named()
    {
        var name = arguments.Keyword();
        return SearchKeys.Find(name) is { } entry && IsOffered(entry)
            ? entry.Read(this)
            : throw new ImapSyntaxException($"There is no search key {name}.");
    }
}
