namespace AcMail.Testing;

/// <summary>What the SMTP sessions of a server remember of senders. Safe for concurrent use.</summary>
sealed class SmtpSenders
{
    readonly Lock _gate = new();
    readonly Dictionary<(string Sender, string Recipient), DateTimeOffset> _seen = [];
    readonly Dictionary<string, Queue<DateTimeOffset>> _sent = [];

    /// <summary>How long a first message must still wait; <see langword="null"/> once it has. All clients have one address here.</summary>
    public TimeSpan? Greylist(string sender, string recipient, TimeSpan wait, DateTimeOffset now)
    {
        lock (_gate)
        {
            _seen.TryAdd((sender, recipient), now);
            var left = _seen[(sender, recipient)] + wait - now;
            return left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>Counts a recipient, if there may be one more.</summary>
    public bool MaySend(string user, SendingLimit limit, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_sent.TryGetValue(user, out var times)) _sent[user] = times = [];
            while (times.TryPeek(out var first) && now - first >= limit.Period) times.Dequeue();
            if (times.Count >= limit.Recipients) return false;
            times.Enqueue(now);
            return true;
        }
    }
}
