namespace AcMail.Testing;

/// <summary>The messages that this session was the first to be told of (RFC 3501 §2.3.2, <c>\Recent</c>).</summary>
sealed class RecentUids
{
    readonly List<(uint First, uint Last)> _ranges = [];
    readonly ServerMailbox _mailbox;
    readonly bool _isReadOnly;

    public RecentUids(ServerMailbox mailbox, bool isReadOnly)
    {
        (_mailbox, _isReadOnly) = (mailbox, isReadOnly);
        Claim();
    }

    /// <summary>Takes those that nobody was told of yet; a session that may change nothing leaves them to the next one too.</summary>
    public void Claim()
    {
        var first = _mailbox.FirstRecentUid;
        if (_isReadOnly && _ranges.Count > 0) first = Math.Max(first, _ranges[^1].Last + 1);
        if (first >= _mailbox.UidNext) return;
        _ranges.Add((first, _mailbox.UidNext - 1));
        if (!_isReadOnly) _mailbox.FirstRecentUid = _mailbox.UidNext;
    }

    public bool Contains(uint uid) => _ranges.Exists(r => uid >= r.First && uid <= r.Last);

    public int CountIn(List<uint> uids) => _ranges.Sum(r => At(uids, r.Last + 1UL) - At(uids, r.First));

    static int At(List<uint> uids, ulong uid)
    {
        if (uid > uint.MaxValue) return uids.Count;
        var at = uids.BinarySearch((uint)uid);
        return at >= 0 ? at : ~at;
    }
}
