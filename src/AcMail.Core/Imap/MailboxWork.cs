using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>One pass over one mailbox: what is held, what the server tells, and what has been settled so far.</summary>
sealed class MailboxWork(StoredMailbox stored, MailboxTally tally, SyncMemory memory, IReadOnlyList<StoredTransfer> transfers)
{
    public StoredMailbox Stored => stored;

    /// <summary>Whether it is to be compared whatever the server tells: something was done here, is missing here, or is in doubt.</summary>
    public bool IsWanted { get; init; }

    /// <summary>Whether what is on the server is to be here; else only what was done here is sent and looked for.</summary>
    public bool IsMirrored { get; init; } = true;

    public MailboxTally Tally => tally;

    public string Name => stored.Name;

    /// <summary>What was done here to the places of messages, and is not settled.</summary>
    public IReadOnlyList<StoredTransfer> Transfers => transfers;

    /// <summary>What of it was sent to the mailbox and not heard of.</summary>
    public AwaitedMessages Awaited { get; private set; } = AwaitedMessages.None;

    /// <summary>The messages that could not be had, of whatever UIDVALIDITY.</summary>
    public IReadOnlyList<QuarantinedMessage> Quarantine { get; } = [.. memory.Quarantine.Where(q => q.Mailbox == stored.Name)];

    /// <summary>The removals that wait for the application.</summary>
    public HeldRemoval? Removal { get; } = memory.Held.FirstOrDefault(h => h.Mailbox == stored.Name);

    /// <summary>The selected mailbox; another one once the connection was lost and opened again.</summary>
    public MailboxView View { get; set; } = null!;

    public ImapFolder Folder => View.Folder;

    public uint UidValidity { get; private set; }

    /// <summary>The messages held.</summary>
    public UidSet Known { get; private set; } = UidSet.Empty;

    /// <summary>The messages in quarantine.</summary>
    public UidSet Quarantined { get; private set; } = UidSet.Empty;

    /// <summary>The messages that are held, though the server does not have them any more.</summary>
    public UidSet Held { get; private set; } = UidSet.Empty;

    /// <summary>How many messages are held under other UIDVALIDITYs.</summary>
    public int Others { get; set; }

    /// <summary>What is on the server and could not be had.</summary>
    public UidSet Missing => Quarantined.Except(Settled).Union(Refused);

    /// <summary>Whether messages are held under numbers that are none any more, and wait to be linked again.</summary>
    public bool IsRenumbered => Others > (Removal?.UidValidity == UidValidity ? Removal.Others : 0);

    /// <summary>Whether something is to be copied from under such numbers, and none of those messages waits for the application.</summary>
    public bool HasFormerOriginals => Removal is not { Others: > 0 } && TransferPlanner.HaveFormerOriginals(transfers, Name, UidValidity);

    /// <summary>Whether they did when the pass began.</summary>
    public bool WasRenumbered { get; private set; }

    /// <summary>What is believed to be on the server until it says otherwise.</summary>
    public UidSet Accounted => Known.Union(Quarantined).Except(Held);

    /// <summary>What was downloaded, linked or put into quarantine by this pass.</summary>
    public UidSet Settled { get; set; } = UidSet.Empty;

    /// <summary>What of it the server did not give out.</summary>
    public UidSet Refused { get; set; } = UidSet.Empty;

    /// <summary>What FETCH showed to be there.</summary>
    public UidSet Shown { get; set; } = UidSet.Empty;

    /// <summary>What was listed, and of which FETCH told nothing when it was asked for alone: it is not there.</summary>
    public UidSet Absent { get; set; } = UidSet.Empty;

    /// <summary>What the server has taken of the flags that were changed here; it may not be durable yet.</summary>
    public IReadOnlyList<MarksSent> Sent { get; set; } = [];

    /// <summary>The messages of which the server told the flags.</summary>
    public UidSet Told { get; set; } = UidSet.Empty;

    /// <summary>The greatest mod-sequence that a message was seen to have.</summary>
    public ulong HighestSeen { get; set; }

    /// <summary>Whether something is left for the next pass, so that there is no checkpoint.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>Whether the flags of every message were read.</summary>
    public bool WasScanned { get; set; }

    /// <summary>The last complete state, where it is of the present UIDVALIDITY.</summary>
    public MailboxCheckpoint? Checkpoint => stored.Checkpoint?.UidValidity == UidValidity ? stored.Checkpoint : null;

    /// <inheritdoc cref="ImapPlanner.IsWhole"/>
    public bool IsWhole(UidSet present) => ImapPlanner.IsWhole(present, View.State, Folder.Count);

    /// <summary>Whether a pass that looks so closely has nothing to do, by what STATUS or SELECT told.</summary>
    public bool IsPassedOver(RemoteState? state, PassDepth depth, DateTimeOffset now) => !IsWanted &&
        ImapPlanner.IsPassedOver(stored, ImapPlanner.Accounted(stored, memory), state, depth) &&
        !ImapPlanner.IsScanDue(stored, now) && !Quarantine.Any(q => QuarantinePlanner.IsDue(q, now));

    /// <summary>Begins, or begins again, with what is committed.</summary>
    public void Begin(uint uidValidity, UidSet known, int messages)
    {
        UidValidity = uidValidity;
        Awaited = new(transfers, stored.Name, uidValidity);
        Known = known;
        Quarantined = UidSet.Of(Quarantine.Where(q => q.UidValidity == uidValidity).Select(q => q.Uid)).Except(known);
        Held = Removal?.UidValidity == uidValidity ? Removal.Uids.Intersect(known) : UidSet.Empty;
        Others = (int)Math.Max(messages - known.Count, 0);
        WasRenumbered |= IsRenumbered;
        Settled = Refused = Shown = Absent = Told = UidSet.Empty;
        HighestSeen = 0;
        (IsIncomplete, WasScanned, IsListed) = (false, false, false);
    }

    /// <summary>Whether what is on the server was told message by message, not as a difference.</summary>
    public bool IsListed { get; set; }

    public void Saw(ulong modSeq) => HighestSeen = Math.Max(HighestSeen, modSeq);
}
