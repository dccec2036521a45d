using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>What a mailbox holds in a place that a message is to take.</summary>
readonly record struct HeldMessage(long Id, FlagState Flags, long Content, uint Uid, long Date, long Offset, long? WholeSize)
{
    public const string Columns = $"{FlagRows.Columns}, content_id, uid, internal_date, internal_offset, whole_size";

    public static HeldMessage? First(Statement statement)
    {
        using var rows = statement.Open();
        return rows.Read()
            ? new(rows.Int64(0), FlagRows.Read(rows, 1), rows.Int64(7), (uint)rows.Int64(8), rows.Int64(9), rows.Int64(10), rows.IsNull(11) ? null : rows.Int64(11))
            : null;
    }

    /// <summary>What becomes of its flags: what was changed here of this message is still to be told; of another one that had its place, it is not.</summary>
    public FlagState FlagsAfter(MessageAdded message, long content) =>
        content == Content ? Flags.Observed(message.Flags) : FlagState.Of(message.Flags);

    /// <summary>Whether somebody who looks at it sees that it was replaced.</summary>
    public bool LooksDifferentAfter(MessageAdded message, long content, FlagState flags) =>
        WholeSize != message.HeaderOf?.Size || content != Content || flags.Local != Flags.Local || message.Uid != Uid
        || message.InternalDate.UtcTicks != Date || message.InternalDate.TotalOffsetMinutes != Offset;
}
