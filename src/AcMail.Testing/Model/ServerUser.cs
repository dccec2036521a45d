namespace AcMail.Testing;

/// <summary>A person with mailboxes on the server.</summary>
/// <remarks>Safe for concurrent use. A value read is a snapshot.</remarks>
public sealed class ServerUser
{
    readonly List<ServerMailbox> _mailboxes = [];
    TaskCompletionSource _announcement = new(TaskCreationOptions.RunContinuationsAsynchronously);
    uint _lastUidValidity;
    long _lastEmailId;
    int _lastMailboxId;
    int _expiries;

    internal ServerUser(string name, string password, IEnumerable<string> addresses, TimeProvider time)
    {
        Name = name;
        Password = password;
        Addresses = [.. addresses];
        Time = time;
        _lastUidValidity = (uint)time.GetUtcNow().ToUnixTimeSeconds();
        Inbox = CreateMailbox("INBOX");
    }

    /// <summary>The login name.</summary>
    public string Name { get; }

    /// <summary>
    /// The password, and the OAuth 2 access token that is accepted. It may change while the server runs; sessions that are open go on, unless
    /// <see cref="ExpireSessions"/> is called too.
    /// </summary>
    public string Password { get; set; }

    /// <summary>The addresses whose mail is delivered to <see cref="Inbox"/>.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>The inbox, which is also the maildrop of POP3.</summary>
    public ServerMailbox Inbox { get; }

    /// <summary>All mailboxes, in the order of their creation.</summary>
    public IReadOnlyList<ServerMailbox> Mailboxes
    {
        get
        {
            lock (Gate) return [.. _mailboxes];
        }
    }

    /// <summary>The most octets that all mailboxes may hold together, or <see langword="null"/> for no limit (QUOTA, resource STORAGE).</summary>
    public long? StorageLimit { get; set; }

    /// <summary>The most messages that all mailboxes may hold together, or <see langword="null"/> for no limit (QUOTA, resource MESSAGE).</summary>
    public long? MessageLimit { get; set; }

    /// <summary>The most mailboxes, INBOX included, or <see langword="null"/> for no limit: CREATE says LIMIT beyond (RFC 5530).</summary>
    public int? MailboxLimit { get; set; }

    /// <summary>Guards this user's whole model; held for as long as one command takes effect, never over I/O.</summary>
    internal Lock Gate { get; } = new();

    internal TimeProvider Time { get; }

    /// <summary>How often sessions have expired so far.</summary>
    internal int Expiries => Volatile.Read(ref _expiries);

    /// <summary>Names subscribed to that have no mailbox: deleting one does not end its subscription (RFC 9051 §6.3.5).</summary>
    internal HashSet<string> OrphanedSubscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>Ends at the next change of any mailbox.</summary>
    internal Task Announcement
    {
        get
        {
            lock (Gate) return _announcement.Task;
        }
    }

    /// <summary>The mailbox named <paramref name="name"/> (INBOX in any case), or <see langword="null"/>.</summary>
    public ServerMailbox? FindMailbox(string name)
    {
        var comparison = name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        lock (Gate) return _mailboxes.Find(m => m.Name.Equals(name, comparison));
    }

    /// <summary>Creates a mailbox.</summary>
    /// <exception cref="InvalidOperationException">There is one of that name.</exception>
    public ServerMailbox CreateMailbox(string name, string? specialUse = null)
    {
        lock (Gate)
        {
            if (FindMailbox(name) is not null) throw new InvalidOperationException($"There is a mailbox named {name}.");
            var mailbox = new ServerMailbox(this, name, ++_lastUidValidity, $"M{++_lastMailboxId:x8}") { SpecialUse = specialUse };
            _mailboxes.Add(mailbox);
            Announce();
            return mailbox;
        }
    }

    /// <summary>Deletes a mailbox and what it holds; returns whether it was there.</summary>
    public bool DeleteMailbox(string name)
    {
        lock (Gate)
        {
            if (FindMailbox(name) is not { } mailbox || mailbox == Inbox) return false;
            _mailboxes.Remove(mailbox);
            mailbox.IsDeleted = true;
            Announce();
            return true;
        }
    }

    /// <summary>Renames a mailbox, not what lies below it; its UIDVALIDITY and MAILBOXID stay.</summary>
    /// <exception cref="InvalidOperationException">There is none of the one name, or there is one of the other.</exception>
    public void RenameMailbox(string name, string newName)
    {
        lock (Gate)
        {
            var mailbox = FindMailbox(name) ?? throw new InvalidOperationException($"There is no mailbox named {name}.");
            if (FindMailbox(newName) is { } other && other != mailbox) throw new InvalidOperationException($"There is a mailbox named {newName}.");
            mailbox.Name = newName;
            Announce();
        }
    }

    /// <summary>
    /// Lets the sessions that are open fail every command from now on, as those of an access token that has expired, in the words of the
    /// profile (<see cref="ImapProfile.ExpiredReply"/> and its like). Who logs in again begins anew, with <see cref="Password"/>.
    /// </summary>
    public void ExpireSessions()
    {
        Interlocked.Increment(ref _expiries);
        Announce();
    }

    internal string NextEmailId() => $"E{Interlocked.Increment(ref _lastEmailId):x8}";

    internal void Announce()
    {
        lock (Gate)
        {
            _announcement.TrySetResult();
            _announcement = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
