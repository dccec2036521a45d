using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>How messages get to where they belong.</summary>
enum TransferCommandKind
{
    /// <summary>UID COPY of what is a copy here too.</summary>
    Copy,

    /// <summary>UID MOVE (RFC 6851).</summary>
    Move,

    /// <summary>UID COPY in place of MOVE; what is left behind is removed once the copies are known to be there.</summary>
    CopyToMove,

    /// <summary>APPEND of what is held here.</summary>
    Append,

    /// <summary>STORE +FLAGS (\Deleted), and UID EXPUNGE of these messages alone where the server can (RFC 4315).</summary>
    Remove,
}

/// <summary>One command for many messages; an append sends them one by one.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Source">The mailbox that the messages are in; <see langword="null"/> for an append.</param>
/// <param name="UidValidity">Its UIDVALIDITY.</param>
/// <param name="Target">The mailbox that they go to; <see langword="null"/> where they are removed.</param>
/// <param name="Items">The messages.</param>
sealed record TransferCommand(TransferCommandKind Kind, string? Source, uint UidValidity, string? Target, IReadOnlyList<TransferItem> Items)
{
    public UidSet Uids => UidSet.Of(Items.Select(i => i.Uid));

    public IReadOnlyList<long> Ids => [.. Items.Select(i => i.Transfer.Id)];
}

/// <summary>One message of a command.</summary>
/// <param name="Transfer">Its transfer.</param>
/// <param name="Uid">Its UID in the source; 0 for an append.</param>
readonly record struct TransferItem(StoredTransfer Transfer, uint Uid);

/// <summary>What a pass does about the messages that are not on the server where they belong.</summary>
/// <param name="Commands">In the order in which they are played.</param>
/// <param name="Impossible">What cannot be done, and is taken back here.</param>
sealed record TransferPlan(IReadOnlyList<TransferCommand> Commands, IReadOnlyList<StoredTransfer> Impossible);

/// <summary>What the server said it took, and has not got.</summary>
/// <param name="Moves">They are where they were, and are tried again.</param>
/// <param name="Copies">What is held of them is sent.</param>
/// <param name="Lost">Copies of what is not held; they are taken back.</param>
sealed record MissedTransfers(IReadOnlyList<StoredTransfer> Moves, IReadOnlyList<StoredTransfer> Copies, IReadOnlyList<StoredTransfer> Lost);

/// <summary>What the server can do.</summary>
/// <param name="Moves">MOVE (RFC 6851).</param>
/// <param name="Expunges">UID EXPUNGE (UIDPLUS, RFC 4315).</param>
readonly record struct TransferAbilities(bool Moves, bool Expunges)
{
    /// <summary>What the server can do now: what it is not trusted with goes while a pass runs.</summary>
    public static TransferAbilities Of(ImapClient client) =>
        new(client.Capabilities.HasFlag(ImapCapabilities.Move), client.Capabilities.HasFlag(ImapCapabilities.UidPlus));
}

/// <summary>A message that the server took.</summary>
/// <param name="Command">The append, of this message alone.</param>
/// <param name="UidValidity">The UIDVALIDITY that it told (APPENDUID).</param>
/// <param name="Uid">The UID that it told; 0 for none, or where other bytes were sent than are held.</param>
/// <param name="Size">The size of what was sent.</param>
sealed record TakenMessage(TransferCommand Command, uint UidValidity, uint Uid, long Size);

/// <summary>How large messages of a mailbox are on the server, by UID.</summary>
sealed record KeptSizes(uint UidValidity, IReadOnlyDictionary<uint, long> Sizes);
