using System.Buffers.Binary;
using System.Text;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>A <see cref="ContentOrigin"/> as bytes.</summary>
static class OriginCodec
{
    const int FixedLength = 4 + 4 + 2 + 8 + 2, LengthPrefix = 2;

    public static int Measure(ContentOrigin origin) => FixedLength
        + (3 * LengthPrefix) + Size(origin.Mailbox) + Size(origin.Flags.KeywordText) + Size(origin.UniqueId);

    public static void Write(ContentOrigin origin, Span<byte> to)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, origin.UidValidity);
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], origin.Uid);
        BinaryPrimitives.WriteUInt16LittleEndian(to[8..], (ushort)origin.Flags.System);
        BinaryPrimitives.WriteInt64LittleEndian(to[10..], origin.InternalDate.UtcTicks);
        BinaryPrimitives.WriteInt16LittleEndian(to[18..], (short)origin.InternalDate.TotalOffsetMinutes);
        to = to[FixedLength..];
        WriteText(origin.Mailbox, ref to);
        WriteText(origin.Flags.KeywordText, ref to);
        WriteText(origin.UniqueId, ref to);
    }

    public static ContentOrigin? TryRead(ReadOnlySpan<byte> from)
    {
        if (from.Length < FixedLength) return null;
        var texts = from[FixedLength..];
        return TryReadText(ref texts, out var mailbox) && TryReadText(ref texts, out var keywords) && TryReadText(ref texts, out var uniqueId)
            ? new(mailbox,
                BinaryPrimitives.ReadUInt32LittleEndian(from),
                BinaryPrimitives.ReadUInt32LittleEndian(from[4..]),
                MailFlags.Restore((SystemFlags)BinaryPrimitives.ReadUInt16LittleEndian(from[8..]), keywords),
                StoredDate.Restore(BinaryPrimitives.ReadInt64LittleEndian(from[10..]), BinaryPrimitives.ReadInt16LittleEndian(from[18..])),
                uniqueId)
            : null;
    }

    // Text longer than its prefix can say is cut; only a hostile server sends it.
    static int Size(string text) => Math.Min(Encoding.UTF8.GetByteCount(text), ushort.MaxValue);

    static void WriteText(string text, ref Span<byte> to)
    {
        var size = Size(text);
        BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)size);
        Encoding.UTF8.TryGetBytes(text, to.Slice(LengthPrefix, size), out _);
        to = to[(LengthPrefix + size)..];
    }

    static bool TryReadText(ref ReadOnlySpan<byte> from, out string text)
    {
        text = "";
        if (from.Length < LengthPrefix) return false;
        var size = BinaryPrimitives.ReadUInt16LittleEndian(from);
        if (from.Length < LengthPrefix + size) return false;
        text = Encoding.UTF8.GetString(from.Slice(LengthPrefix, size));
        from = from[(LengthPrefix + size)..];
        return true;
    }
}
