using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Finds contents by what a server tells of messages.</summary>
static class ReplicaIdentities
{
    public static ReplicaState Identify(
        this ReplicaState state, ContentKey content, long? wholeSize, string emailId, string messageId, DateTimeOffset internalDate)
    {
        var size = wholeSize ?? state.Contents[content].Bytes.Length;
        var identity = new ReplicaIdentity("", "", size, internalDate.ToUnixTimeSeconds(), content, wholeSize is not null);
        var identities = state.Identities;
        if (emailId.Length > 0) identities = identities.Add(identity with { EmailId = emailId });
        if (messageId.Length > 0) identities = identities.Add(identity with { MessageId = messageId });
        return state with { Identities = identities };
    }

    public static IReadOnlyList<HeldContent?> FindContents(
        this ReplicaState state, string mailbox, uint uidValidity, IReadOnlyList<ContentIdentity> identities) =>
        [.. identities.Select(identity => state.FindContent(mailbox, uidValidity, identity))];

    public static IReadOnlyList<bool> MayHold(this ReplicaState state, IReadOnlyList<ContentIdentity> identities) =>
        [.. identities.Select(wanted => state.Identities.Any(
            i => i.MessageId.Length > 0 && i.Size == wanted.Size && i.Second == wanted.InternalDate.ToUnixTimeSeconds()))];

    static HeldContent? FindContent(this ReplicaState state, string mailbox, uint uidValidity, ContentIdentity wanted)
    {
        var sized = state.Identities.Where(i => i.Size == wanted.Size).ToList();
        var certain = wanted.EmailId.Length == 0 ? null : Only(sized.Where(i => i.EmailId == wanted.EmailId));
        var found = certain;
        if (found is null && wanted.MessageId.Length > 0)
            found = Only(sized.Where(i => i.MessageId == wanted.MessageId && i.Second == wanted.InternalDate.ToUnixTimeSeconds()));
        return found is null ? null : new HeldContent(found.Content)
        {
            IsCertain = certain is not null, WholeSize = found.IsHeader ? found.Size : null,
            Room = state.RoomFor(found.Content, mailbox, uidValidity),
        };
    }

    // A whole message makes the header that was held before it of no use. The same content may have come at several times.
    static ReplicaIdentity? Only(IEnumerable<ReplicaIdentity> fitting)
    {
        var contents = fitting.GroupBy(i => (i.IsHeader, i.Content)).Select(g => g.First()).ToList();
        var whole = contents.Where(i => !i.IsHeader).ToList();
        var best = whole.Count > 0 ? whole : contents;
        return best.Count == 1 ? best[0] : null;
    }

    static int RoomFor(this ReplicaState state, ContentKey content, string mailbox, uint uidValidity)
    {
        var holding = state.FindThere(mailbox) is { } known
            ? known.Ids.Select(id => state.Messages[id]).Where(m => m.Content == content).ToList()
            : [];
        var others = holding.Count(m => m.UidValidity != uidValidity);
        return others > 0 ? others : holding.Count > 0 ? 0 : 1;
    }
}
