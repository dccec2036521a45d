using System.Buffers.Binary;
using System.Numerics;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The fixed part of a record in a pack: magic, version, kind, lengths, SHA-256. Origin, checksum and the bytes follow it.</summary>
/// <param name="Kind">Whether bytes follow.</param>
/// <param name="OriginLength">The length of the encoded <see cref="ContentOrigin"/>.</param>
/// <param name="ContentLength">The length of the content.</param>
/// <param name="Key">The SHA-256 of the content.</param>
readonly record struct PackRecord(PackRecordKind Kind, int OriginLength, long ContentLength, ContentKey Key)
{
    public const int FixedLength = 56, ChecksumLength = 4, MaximumOriginLength = 1 << 20;

    const ushort Version = 1;

    /// <summary>Not text, so that no message holds it by accident.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'A', (byte)'c', (byte)'M', (byte)'r', 0xFF, 0x0D, 0x0A];

    public int PreambleLength => FixedLength + OriginLength + ChecksumLength;

    /// <summary>How many bytes follow the preamble.</summary>
    public long StoredLength => Kind == PackRecordKind.Content ? ContentLength : 0;

    /// <summary>Writes everything that precedes the content; the origin stands in <paramref name="preamble"/> already.</summary>
    public void Seal(Span<byte> preamble)
    {
        Magic.CopyTo(preamble);
        BinaryPrimitives.WriteUInt16LittleEndian(preamble[8..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(preamble[10..], (ushort)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(preamble[12..], OriginLength);
        BinaryPrimitives.WriteInt64LittleEndian(preamble[16..], ContentLength);
        Key.CopyTo(preamble[24..]);
        var sealedLength = FixedLength + OriginLength;
        BinaryPrimitives.WriteUInt32LittleEndian(preamble[sealedLength..], Checksum(preamble[..sealedLength]));
    }

    /// <summary>Reads the fixed part. It can be trusted when <see cref="IsIntact"/> says so.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PackRecord record)
    {
        record = default;
        if (bytes.Length < FixedLength || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) != Version) return false;
        record = new(
            (PackRecordKind)BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            new(bytes.Slice(24, ContentKey.Length)));
        return record is
        {
            Kind: PackRecordKind.Content or PackRecordKind.Reference, OriginLength: >= 0 and <= MaximumOriginLength, ContentLength: >= 0,
        };
    }

    public bool IsIntact(ReadOnlySpan<byte> preamble)
    {
        var sealedLength = FixedLength + OriginLength;
        return BinaryPrimitives.ReadUInt32LittleEndian(preamble[sealedLength..]) == Checksum(preamble[..sealedLength]);
    }

    static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
