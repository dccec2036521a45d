using System.Collections.Frozen;
using MimeKit.Utils;

namespace AcMail.Testing;

/// <summary>A search key by name: how its arguments are read, and the extension without which it is unknown.</summary>
readonly record struct SearchKeyEntry(Func<SearchReader, SearchKey> Read, string? Extension = null);

/// <summary>The search keys (RFC 9051 §6.4.4 and its extensions).</summary>
static class SearchKeys
{
    static readonly FrozenDictionary<string, SearchKeyEntry> ByName = Create().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static SearchKeyEntry? Find(string name) => ByName.TryGetValue(name, out var entry) ? entry : null;

    static Dictionary<string, SearchKeyEntry> Create() => new()
    {
        ["ALL"] = new(_ => _ => true),
        ["NOT"] = new(r => Not(r.NextKey())),
        ["OR"] = new(r => Or(r.NextKey(), r.NextKey())),
        ["UID"] = new(r => r.NextUids()),

        ["ANSWERED"] = Flag(@"\Answered"),
        ["DELETED"] = Flag(@"\Deleted"),
        ["DRAFT"] = Flag(@"\Draft"),
        ["FLAGGED"] = Flag(@"\Flagged"),
        ["SEEN"] = Flag(@"\Seen"),
        ["UNANSWERED"] = NoFlag(@"\Answered"),
        ["UNDELETED"] = NoFlag(@"\Deleted"),
        ["UNDRAFT"] = NoFlag(@"\Draft"),
        ["UNFLAGGED"] = NoFlag(@"\Flagged"),
        ["UNSEEN"] = NoFlag(@"\Seen"),
        ["KEYWORD"] = new(r => HasFlag(r.NextFlag())),
        ["UNKEYWORD"] = new(r => Not(HasFlag(r.NextFlag()))),
        ["RECENT"] = new(_ => m => m.IsRecent),
        ["OLD"] = new(_ => m => !m.IsRecent),
        ["NEW"] = new(_ => m => m.IsRecent && !m.Message.Flags.Contains(@"\Seen")),

        ["LARGER"] = new(r => Larger(r.NextNumber())),
        ["SMALLER"] = new(r => Smaller(r.NextNumber())),

        ["BEFORE"] = new(r => Received(r, (d, wanted) => d < wanted)),
        ["ON"] = new(r => Received(r, (d, wanted) => d == wanted)),
        ["SINCE"] = new(r => Received(r, (d, wanted) => d >= wanted)),
        ["SENTBEFORE"] = new(r => Sent(r, (d, wanted) => d < wanted)),
        ["SENTON"] = new(r => Sent(r, (d, wanted) => d == wanted)),
        ["SENTSINCE"] = new(r => Sent(r, (d, wanted) => d >= wanted)),
        ["OLDER"] = new(r => Age(r, (age, seconds) => age >= seconds), "WITHIN"),
        ["YOUNGER"] = new(r => Age(r, (age, seconds) => age <= seconds), "WITHIN"),

        ["FROM"] = new(r => InField("From", r.NextString())),
        ["TO"] = new(r => InField("To", r.NextString())),
        ["CC"] = new(r => InField("Cc", r.NextString())),
        ["BCC"] = new(r => InField("Bcc", r.NextString())),
        ["SUBJECT"] = new(r => InField("Subject", r.NextString())),
        ["HEADER"] = new(r => InField(r.NextString(), r.NextString())),
        ["BODY"] = new(r => InBody(r.NextString())),
        ["TEXT"] = new(r => InText(r.NextString())),

        ["MODSEQ"] = new(ModSeq, "CONDSTORE"),
        ["EMAILID"] = new(r => EmailId(r.NextAtom()), "OBJECTID"),
        ["THREADID"] = new(r => ThreadId(r.NextAtom()), "OBJECTID"),
        ["X-GM-MSGID"] = new(r => GmailId(r.NextNumber64()), "X-GM-EXT-1"),
        ["X-GM-THRID"] = new(r => GmailThread(r.NextNumber64()), "X-GM-EXT-1"),
        ["X-GM-LABELS"] = new(r => Label(r.NextLabel()), "X-GM-EXT-1"),
        ["X-GM-RAW"] = new(r => GmailQuery.Read(r.NextString()), "X-GM-EXT-1"),
    };

    public static SearchKey HasFlag(string flag) => m => m.Message.Flags.Contains(flag);

    public static SearchKey Not(SearchKey key) => m => !key(m);

    /// <summary>Whether a field of that name contains the text; with an empty text, whether there is one.</summary>
    public static SearchKey InField(string name, string text) => m => m.Structure.Fields.Any(
        f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && Contains(DecodedText.OfField(f), text));

    public static SearchKey InText(string text) => m => Contains(DecodedText.OfHeader(m.Structure), text) || Contains(m.Body, text);

    public static SearchKey Label(string label) => m => m.Message.Labels.Contains(label);

    static SearchKeyEntry Flag(string flag) => new(_ => HasFlag(flag));

    static SearchKeyEntry NoFlag(string flag) => new(_ => Not(HasFlag(flag)));

    static SearchKey Or(SearchKey first, SearchKey second) => m => first(m) || second(m);

    static SearchKey Larger(uint size) => m => m.Message.Size > size;

    static SearchKey Smaller(uint size) => m => m.Message.Size < size;

    // Dates count as they are written, whatever the zone (RFC 9051 §6.4.4).
    static SearchKey Received(SearchReader reader, Func<DateTime, DateTime, bool> holds)
    {
        var wanted = reader.NextDate();
        return Dated(reader, m => holds(m.Message.InternalDate.Date, wanted));
    }

    static SearchKey Sent(SearchReader reader, Func<DateTime, DateTime, bool> holds)
    {
        var wanted = reader.NextDate();
        return Dated(reader, m =>
            m.Structure.Field("Date") is { } field && DateUtils.TryParse(field.Unfold(), out var date) && holds(date.Date, wanted));
    }

    static SearchKey Dated(SearchReader reader, SearchKey key)
    {
        if (reader.Session.Misbehaves(ImapMisbehaviour.SearchIgnoresDates)) return _ => true;
        return reader.Session.Misbehaves(ImapMisbehaviour.SearchFindsNoDate) ? _ => false : key;
    }

    static SearchKey Age(SearchReader reader, Func<double, uint, bool> holds)
    {
        var seconds = reader.NextNumber();
        var now = reader.Session.Server.Time.GetUtcNow();
        return m => holds((now - m.Message.InternalDate).TotalSeconds, seconds);
    }

    static SearchKey InBody(string text) => m => Contains(m.Body, text);

    static SearchKey ModSeq(SearchReader reader)
    {
        var atLeast = reader.NextModSeq();
        reader.WantsModSeq = true;
        return m => m.Message.ModSeq >= atLeast;
    }

    static SearchKey EmailId(string id) => m => m.Message.EmailId == id;

    static SearchKey ThreadId(string id) => m => MessageIdentity.ThreadId(m.Structure) == id;

    static SearchKey GmailId(ulong id) => m => MessageIdentity.GmailId(m.Message.EmailId) == id;

    static SearchKey GmailThread(ulong id) => m => MessageIdentity.GmailThread(m.Structure) == id;

    static bool Contains(string text, string wanted) => text.Contains(wanted, StringComparison.OrdinalIgnoreCase);
}
