using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>A mailbox as LIST and STATUS tell it, without selecting it.</summary>
/// <param name="Mailbox">What LIST says.</param>
/// <param name="State">What STATUS says, or <see langword="null"/> where it was not told.</param>
sealed record RemoteMailbox(ListedMailbox Mailbox, RemoteState? State)
{
    /// <summary>Whether what it holds is to be here.</summary>
    public bool IsMirrored { get; init; } = true;
}

/// <summary>The counters of a mailbox at one moment.</summary>
/// <param name="UidValidity">UIDVALIDITY.</param>
/// <param name="UidNext">UIDNEXT; 0 where it was not told.</param>
/// <param name="HighestModSeq">HIGHESTMODSEQ; 0 for none.</param>
/// <param name="Exists">How many messages it holds.</param>
sealed record RemoteState(uint UidValidity, uint UidNext, ulong HighestModSeq, long Exists);

/// <summary>The flags of one message on the server.</summary>
readonly record struct RemoteFlags(uint Uid, MailFlags Flags, ulong ModSeq);

/// <summary>What changed in a mailbox since a mod-sequence.</summary>
/// <param name="Flags">Messages that are new or whose flags changed.</param>
/// <param name="Vanished">Messages that are gone, as far as they are told.</param>
sealed record RemoteChanges(IReadOnlyList<RemoteFlags> Flags, UidSet Vanished)
{
    public static RemoteChanges None { get; } = new([], UidSet.Empty);
}

/// <summary>A selected mailbox.</summary>
/// <param name="Folder">The connection's view of it.</param>
/// <param name="State">Its counters before anything was fetched.</param>
/// <param name="Changes">What SELECT with QRESYNC told along; <see langword="null"/> where it was not asked.</param>
sealed record MailboxView(ImapFolder Folder, RemoteState State, RemoteChanges? Changes);

/// <summary>How the changes of a mailbox are found out: the rungs of the capability ladder.</summary>
enum ResyncMethod
{
    /// <summary>Nothing changed.</summary>
    None,

    /// <summary>VANISHED and changed flags since the checkpoint (RFC 7162 §3.2).</summary>
    QuickResync,

    /// <summary>The list of UIDs, and changed flags since the checkpoint (RFC 7162 §3.1).</summary>
    ChangedSince,

    /// <summary>The UIDs and flags of every message.</summary>
    FlagScan,
}

/// <summary>What a pass does about the messages of a mailbox.</summary>
/// <param name="Fetch">To download.</param>
/// <param name="Vanished">To unlink.</param>
sealed record MembershipPlan(UidSet Fetch, UidSet Vanished);
