namespace AcMail.Testing;

/// <summary>
/// The mailbox that a session has selected, as this session sees it: message numbers change only where the RFC lets them. Used under the
/// user's gate where it reads the model.
/// </summary>
sealed class SelectedMailbox
{
    readonly List<ServerMessage> _told;
    readonly List<uint> _uids;
    readonly RecentUids _recent;
    readonly HashSet<string> _keywords = new(StringComparer.OrdinalIgnoreCase);
    long _version;

    public SelectedMailbox(ServerMailbox mailbox, bool isReadOnly)
    {
        Mailbox = mailbox;
        IsReadOnly = isReadOnly;
        UidValidity = mailbox.UidValidity;
        _told = [.. mailbox.Messages];
        _uids = _told.ConvertAll(m => m.Uid);
        _recent = new(mailbox, isReadOnly);
        _version = mailbox.Version;
        LearnKeywords(_told);
        Index();
    }

    public ServerMailbox Mailbox { get; }

    public bool IsReadOnly { get; }

    public uint UidValidity { get; }

    /// <summary>Whether MODSEQ is reported in FETCH responses from now on (RFC 7162 §3.1).</summary>
    public bool CondStore { get; set; }

    /// <summary>The view: index + 1 is the message sequence number.</summary>
    public IReadOnlyList<uint> Uids => _uids;

    public uint LargestUid => _uids.Count == 0 ? 0 : _uids[^1];

    public int RecentCount => _recent.CountIn(_uids);

    /// <summary>The system flags and the keywords in use.</summary>
    public IEnumerable<string> KnownFlags => FlagNames.All.Concat(_keywords);

    /// <summary>Whether it was deleted, or numbered anew, so that the view shows nothing that exists.</summary>
    public bool IsGone => Mailbox.IsDeleted || Mailbox.UidValidity != UidValidity;

    /// <summary>The message sequence number of <paramref name="uid"/>; 0 where it is not in the view.</summary>
    public uint NumberOf(uint uid) => (uint)Math.Max(0, _uids.BinarySearch(uid) + 1);

    /// <summary>
    /// The message <paramref name="uid"/> of the view as it is now, or as it last was where it has been expunged but the client was not
    /// told yet; <see langword="null"/> where it is not in the view.
    /// </summary>
    public ServerMessage? Find(uint uid) => _uids.BinarySearch(uid) is var at and >= 0 ? Mailbox.Find(uid) ?? _told[at] : null;

    /// <summary>The message <paramref name="uid"/> as the client was last told of it; <see langword="null"/> where it is not in the view.</summary>
    public ServerMessage? LastTold(uint uid) => _uids.BinarySearch(uid) is var at and >= 0 ? _told[at] : null;

    /// <summary>The UIDs of the view that <paramref name="set"/> names, ascending; a UID that is not there is passed over.</summary>
    /// <exception cref="ImapSyntaxException">A message number is outside the view.</exception>
    public IReadOnlyList<uint> Resolve(SequenceSet set, bool uid)
    {
        // 1:* is what clients ask of an empty mailbox too.
        if (!uid && set.LargestNamed > Math.Max(_uids.Count, set.HasStar ? 1 : 0))
            throw new ImapSyntaxException($"There is no message {set.LargestNamed}, but only {_uids.Count}.");
        var found = new List<uint>();
        foreach (var (first, last) in set.Ranges(uid ? LargestUid : (uint)_uids.Count))
        {
            var from = uid ? IndexFrom(first) : (int)Math.Max(first, 1) - 1;
            var to = uid ? IndexFrom(last + 1UL) : (int)Math.Min(last, (uint)_uids.Count);
            if (from < to) found.AddRange(_uids.GetRange(from, to - from));
        }

        return found;
    }

    public bool IsRecent(uint uid) => _recent.Contains(uid);

    /// <summary>The first UID that a server whose index lags behind does not find.</summary>
    public uint FirstUnindexed { get; private set; }

    /// <summary>Brings the index of such a server up to date.</summary>
    public void Index() => FirstUnindexed = Mailbox.UidNext;

    /// <summary>Notes that the client has just been told these flags, or asked not to be, so that they are not reported again.</summary>
    public void Acknowledge(ServerMessage message)
    {
        if (_uids.BinarySearch(message.Uid) is var at and >= 0) _told[at] = message;
    }

    /// <summary>Brings the view up to date; expunged messages stay in it, with numbers, until <paramref name="withExpunges"/>.</summary>
    public ViewChange Refresh(bool withExpunges)
    {
        if (_version == Mailbox.Version) return ViewChange.None;
        var (now, lastTold) = (Mailbox.Messages, LargestUid);
        var (expunged, changed) = (new List<(uint, uint)>(), new List<ServerMessage>());
        var (kept, next, heldBack) = (0, 0, false);
        for (var i = 0; i < _told.Count; i++)
        {
            var told = _told[i];
            while (next < now.Count && now[next].Uid < told.Uid) next++;
            var current = next < now.Count && now[next].Uid == told.Uid ? now[next] : null;
            if (current is null && withExpunges)
            {
                expunged.Add(((uint)kept + 1, told.Uid));
                continue;
            }

            heldBack |= current is null;
            if (current is not null && Differs(told, current)) changed.Add(current);
            (_told[kept], _uids[kept]) = (current ?? told, told.Uid);
            kept++;
        }

        _told.RemoveRange(kept, _told.Count - kept);
        _uids.RemoveRange(kept, _uids.Count - kept);
        var arrived = now.Skip(next).SkipWhile(m => m.Uid <= lastTold).ToArray();
        _told.AddRange(arrived);
        _uids.AddRange(arrived.Select(m => m.Uid));
        _recent.Claim();
        if (!heldBack) _version = Mailbox.Version;
        return new(expunged, changed, arrived.Length > 0, LearnKeywords(changed.Concat(arrived)));
    }

    bool Differs(ServerMessage told, ServerMessage current) =>
        !ReferenceEquals(told, current) && (!told.Flags.Equals(current.Flags) || (CondStore && told.ModSeq != current.ModSeq));

    bool LearnKeywords(IEnumerable<ServerMessage> messages)
    {
        var known = _keywords.Count;
        FlagSet? last = null;
        foreach (var message in messages)
        {
            if (!ReferenceEquals(message.Flags, last)) _keywords.UnionWith(message.Flags.Where(f => f[0] != '\\'));
            last = message.Flags;
        }

        return _keywords.Count > known;
    }

    int IndexFrom(ulong uid)
    {
        if (uid > LargestUid) return _uids.Count;
        var at = _uids.BinarySearch((uint)uid);
        return at >= 0 ? at : ~at;
    }
}
