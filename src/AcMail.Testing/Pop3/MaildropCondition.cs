namespace AcMail.Testing;

/// <summary>What a maildrop keeps from one session to the next. Safe for concurrent use.</summary>
sealed class MaildropCondition
{
    readonly Lock _gate = new();
    readonly HashSet<uint> _collected = [];
    readonly Dictionary<uint, uint> _numbers = [];
    readonly Queue<uint> _freed = [];
    bool _inUse;
    DateTimeOffset _freeAt = DateTimeOffset.MinValue;
    DateTimeOffset? _lastLogin;
    uint _shift;

    /// <summary>Locks the maildrop for a session, if that may be.</summary>
    public MaildropEntrance Enter(Pop3Profile profile, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_inUse || now < _freeAt) return MaildropEntrance.InUse;
            if (profile.LoginDelay is { } delay && _lastLogin is { } last && now - last < delay) return MaildropEntrance.TooSoon;
            (_inUse, _lastLogin) = (true, now);
            return MaildropEntrance.Free;
        }
    }

    /// <summary>Unlocks it.</summary>
    public void Leave(DateTimeOffset freeAt)
    {
        lock (_gate) (_inUse, _freeAt) = (false, freeAt);
    }

    /// <summary>What the UIDVALIDITY in the unique-ids of the coming session is increased by, where they change all the time.</summary>
    public uint NextShift() => Interlocked.Increment(ref _shift);

    public void Collected(IEnumerable<uint> uids)
    {
        lock (_gate) _collected.UnionWith(uids);
    }

    public bool WasCollected(uint uid)
    {
        lock (_gate) return _collected.Contains(uid);
    }

    /// <summary>Gives the numbers of deleted messages free for later ones.</summary>
    public void Free(IEnumerable<uint> uids)
    {
        lock (_gate)
        {
            foreach (var uid in uids) _freed.Enqueue(_numbers.GetValueOrDefault(uid, uid));
        }
    }

    /// <summary>The number in a message's unique-id, where numbers are used again: its own, or that of a deleted one.</summary>
    public uint NumberOf(uint uid)
    {
        lock (_gate)
        {
            if (!_numbers.TryGetValue(uid, out var number))
                _numbers[uid] = number = _freed.TryDequeue(out var freed) ? freed : uid;
            return number;
        }
    }
}
