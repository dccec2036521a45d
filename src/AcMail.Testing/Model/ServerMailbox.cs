namespace AcMail.Testing;

/// <summary>A mailbox of the server. Its changing members are what another client, or the delivery of a message, does; every session sees it.</summary>
/// <remarks>Safe for concurrent use. A value read is a snapshot.</remarks>
public sealed class ServerMailbox
{
    readonly ServerUser _user;
    readonly List<ServerMessage> _messages = [];
    readonly List<Expunged> _expunged = [];
    ServerMessage[]? _snapshot;

    internal ServerMailbox(ServerUser user, string name, uint uidValidity, string id)
    {
        _user = user;
        Name = name;
        UidValidity = uidValidity;
        Id = id;
    }

    /// <summary>Its full name, decoded.</summary>
    public string Name { get; internal set; }

    /// <summary>Its MAILBOXID, kept when it is renamed (RFC 8474).</summary>
    public string Id { get; }

    /// <summary>Its UIDVALIDITY.</summary>
    public uint UidValidity { get; private set; }

    /// <summary>The UID of the next message.</summary>
    public uint UidNext { get; private set; } = 1;

    /// <summary>The greatest mod-sequence of the mailbox, expunges included (RFC 7162).</summary>
    public ulong HighestModSeq { get; private set; } = 1;

    /// <summary>Its special use, such as <c>\Sent</c>, or <see langword="null"/> (RFC 6154).</summary>
    public string? SpecialUse { get; set; }

    /// <summary>Whether it is subscribed to.</summary>
    public bool IsSubscribed { get; set; } = true;

    /// <summary>Whether it can be selected; a <c>\Noselect</c> mailbox holds others only.</summary>
    public bool IsSelectable { get; set; } = true;

    /// <summary>Whether clients may only read it: it is selected READ-ONLY, and nothing can be added to it.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>
    /// Whether UIDs last from one session to the next. Otherwise every SELECT warns by UIDNOTSTICKY and numbers the messages anew under another
    /// UIDVALIDITY, and neither APPENDUID nor COPYUID names them (RFC 4315 §3).
    /// </summary>
    /// <value><see langword="true"/> by default.</value>
    public bool HasStickyUids { get; set; } = true;

    /// <summary>
    /// The flags that a client can change for good, with <c>\*</c> among them where it may make keywords; others that it sets are dropped.
    /// </summary>
    /// <value>The default, <see langword="null"/>, stands for those of <see cref="ImapProfile.PermanentFlags"/>.</value>
    public FlagSet? PermanentFlags { get; set; }

    /// <summary>The most octets that it may hold, besides what its user may, or <see langword="null"/> (QUOTA, with a root of its own).</summary>
    public long? StorageLimit { get; set; }

    /// <summary>The most messages that it may hold, besides what its user may, or <see langword="null"/> (QUOTA, with a root of its own).</summary>
    public long? MessageLimit { get; set; }

    /// <summary>Its messages, by ascending UID.</summary>
    public IReadOnlyList<ServerMessage> Messages
    {
        get
        {
            lock (_user.Gate) return Snapshot();
        }
    }

    /// <summary>Delivers a message.</summary>
    /// <param name="content">Its exact bytes; they are not copied.</param>
    /// <param name="flags">Its flags; none by default.</param>
    /// <param name="internalDate">When it was received; the server's time by default.</param>
    public ServerMessage Add(ReadOnlyMemory<byte> content, FlagSet? flags = null, DateTimeOffset? internalDate = null) =>
        Add(content, flags ?? FlagSet.None, internalDate ?? _user.Time.GetLocalNow(), _user.NextEmailId(), FlagSet.None);

    /// <summary>Expunges messages; returns those that were there.</summary>
    public IReadOnlyList<ServerMessage> Remove(params IEnumerable<uint> uids)
    {
        lock (_user.Gate)
        {
            var wanted = uids.ToHashSet();
            var gone = _messages.Where(m => wanted.Contains(m.Uid)).ToArray();
            if (gone.Length == 0) return gone;
            HighestModSeq++;
            _messages.RemoveAll(m => wanted.Contains(m.Uid));
            _expunged.AddRange(gone.Select(m => new Expunged(m.Uid, HighestModSeq)));
            Changed();
            return gone;
        }
    }

    /// <summary>Gives a message another set of flags; nothing happens where it is not there or has them already.</summary>
    public void SetFlags(uint uid, FlagSet flags) => Update(uid, m => m with { Flags = flags });

    /// <summary>Gives the mailbox another UIDVALIDITY, and its messages new UIDs from <paramref name="firstUid"/> on.</summary>
    public void ChangeUidValidity(uint value, uint firstUid = 1)
    {
        lock (_user.Gate)
        {
            UidValidity = value;
            HighestModSeq++;
            _expunged.Clear();
            for (var i = 0; i < _messages.Count; i++) _messages[i] = _messages[i] with { Uid = firstUid + (uint)i, ModSeq = HighestModSeq };
            UidNext = firstUid + (uint)_messages.Count;
            FirstRecentUid = firstUid;
            Changed();
        }
    }

    /// <summary>Lets the next message have UID <paramref name="uidNext"/>, as where messages came and went; nothing happens where UIDs are beyond it.</summary>
    public void SkipUids(uint uidNext)
    {
        lock (_user.Gate)
        {
            UidNext = Math.Max(UidNext, uidNext);
            Changed();
        }
    }

    /// <summary>Increases with every change of the mailbox's messages.</summary>
    internal long Version { get; private set; }

    /// <summary>The first UID that no IMAP session has been told of yet: from it on, messages are <c>\Recent</c> (RFC 3501 §2.3.2).</summary>
    internal uint FirstRecentUid { get; set; } = 1;

    /// <summary>Whether it was deleted while a session may have it selected.</summary>
    internal bool IsDeleted { get; set; }

    internal ServerMessage Add(ReadOnlyMemory<byte> content, FlagSet flags, DateTimeOffset internalDate, string emailId, FlagSet labels)
    {
        lock (_user.Gate)
        {
            var message = new ServerMessage(UidNext++, content, flags, ++HighestModSeq, internalDate, emailId, labels);
            _messages.Add(message);
            Changed();
            return message;
        }
    }

    internal ServerMessage? Find(uint uid)
    {
        lock (_user.Gate)
        {
            var at = IndexOf(uid);
            return at < 0 ? null : _messages[at];
        }
    }

    /// <summary>Replaces a message by what <paramref name="change"/> makes of it, under a new mod-sequence; returns what is there then.</summary>
    internal ServerMessage? Update(uint uid, Func<ServerMessage, ServerMessage> change)
    {
        lock (_user.Gate)
        {
            var at = IndexOf(uid);
            if (at < 0) return null;
            var changed = change(_messages[at]);
            if (changed == _messages[at]) return changed;
            changed = changed with { ModSeq = ++HighestModSeq };
            _messages[at] = changed;
            Changed();
            return changed;
        }
    }

    /// <summary>The UIDs expunged after <paramref name="modSeq"/>, ascending.</summary>
    internal IReadOnlyList<uint> ExpungedSince(ulong modSeq)
    {
        lock (_user.Gate) return [.. _expunged.Where(e => e.ModSeq > modSeq).Select(e => e.Uid).Order()];
    }

    ServerMessage[] Snapshot() => _snapshot ??= [.. _messages];

    int IndexOf(uint uid)
    {
        var (low, high) = (0, _messages.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_messages[middle].Uid == uid) return middle;
            if (_messages[middle].Uid < uid) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    void Changed()
    {
        _snapshot = null;
        Version++;
        _user.Announce();
    }

    readonly record struct Expunged(uint Uid, ulong ModSeq);
}
