namespace AcMail.Testing;

/// <summary>The mailbox that a session has selected, as this session sees it: message numbers change only where the RFC lets them.</summary>
sealed class SelectedMailbox
{
    readonly List<ServerMessage> _told;
    readonly List<uint> _uids;
    readonly List<(uint First, uint Last)> _recent = [];

    public SelectedMailbox(ServerMailbox mailbox, bool isReadOnly)
    {
        Mailbox = mailbox;
        IsReadOnly = isReadOnly;
        UidValidity = mailbox.UidValidity;
        _told = [.. mailbox.Messages];
        _uids = _told.ConvertAll(m => m.Uid);
        SeenVersion = mailbox.Version;
    }

    public ServerMailbox Mailbox { get; }

    public bool IsReadOnly { get; }

    public uint UidValidity { get; }

    /// <summary>Whether MODSEQ is reported in FETCH responses from now on (RFC 7162 §3.1).</summary>
    public bool CondStore { get; set; }

    /// <summary>The view: index + 1 is the message sequence number.</summary>
    public IReadOnlyList<uint> Uids => _uids;

    public uint LargestUid => _uids.Count == 0 ? 0 : _uids[^1];

    /// <summary>The <see cref="ServerMailbox.Version"/> that the view shows.</summary>
    internal long SeenVersion { get; set; }

    /// <summary>The message sequence number of <paramref name="uid"/>; 0 where it is not in the view.</summary>
    public uint NumberOf(uint uid) => (uint)Math.Max(0, _uids.BinarySearch(uid) + 1);

    /// <summary>
    /// The message <paramref name="uid"/> of the view as it is now, or as it last was where it has been expunged but the client was not told
    /// yet; <see langword="null"/> where it is not in the view.
    /// </summary>
    public ServerMessage? Find(uint uid) => _uids.BinarySearch(uid) is var at and >= 0 ? Mailbox.Find(uid) ?? _told[at] : null;

    /// <summary>The UIDs of the view that <paramref name="set"/> names, ascending; a UID that is not there is passed over.</summary>
    /// <exception cref="ImapSyntaxException">A message number is outside the view.</exception>
    public IReadOnlyList<uint> Resolve(SequenceSet set, bool uid)
    {
        if (!uid && set.LargestNamed > _uids.Count && _uids.Count + (set.HasStar ? 1 : 0) > 0)
            throw new ImapSyntaxException($"There is no message {set.LargestNamed}: the mailbox holds {_uids.Count}.");
        return [];
    }

    public bool IsRecent(uint uid) => _recent.Exists(r => uid >= r.First && uid <= r.Last);

    /// <summary>Notes that the client has just been told these flags, or asked not to be, so that they are not reported again.</summary>
    public void Acknowledge(ServerMessage message)
    {
        if (_uids.BinarySearch(message.Uid) is var at and >= 0) _told[at] = message;
    }
}
