using System.Buffers;
using System.Security.Cryptography;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Reads a pack from <paramref name="start"/> to <paramref name="end"/>, record by record, and proves each. Damage is stepped over.</summary>
sealed class PackScanner(Stream pack, string path, long end, Action<StoreProblem> report, long start = 0)
{
    const int ChunkLength = 256 * 1024;

    readonly byte[] _chunk = new byte[ChunkLength];

    /// <summary>The end of the last whole record; what follows it was never finished.</summary>
    public long WholeLength { get; private set; }

    public IEnumerable<ScannedRecord> Read(CancellationToken cancellationToken)
    {
        for (var at = start; at < end;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReadPreamble(at) is not { } found)
            {
                var next = FindMagic(at + 1);
                report(next == end
                    ? new($"{path}@{at}", StoreProblems.Torn)
                    : new($"{path}@{at}", StoreProblems.DamagedRecord));
                at = next;
                continue;
            }

            var (record, origin) = found;
            var offset = at + record.PreambleLength;
            if (record.StoredLength > end - offset)
            {
                report(new($"{path}@{at}", StoreProblems.Torn));
                at = FindMagic(at + 1);
                continue;
            }

            WholeLength = at = offset + record.StoredLength;
            if (record.Kind != PackRecordKind.Content || Hash(offset, record.ContentLength) == record.Key)
            {
                yield return new(record, origin, offset);
                continue;
            }

            report(new($"{path}@{offset}", StoreProblems.DamagedContent));
            // Where the content came from is as true as ever, and its bytes may have come again since.
            yield return new(record with { Kind = PackRecordKind.Reference }, origin, offset);
        }
    }

    /// <summary>The first bytes of a record's content, valid until the next call.</summary>
    public ArraySegment<byte> ReadContent(ScannedRecord record, int limit)
    {
        var length = (int)Math.Min(Math.Min(limit, ChunkLength), record.Record.ContentLength);
        return new(_chunk, 0, ReadAt(record.Offset, _chunk.AsSpan(0, length)));
    }

    (PackRecord Record, ContentOrigin Origin)? ReadPreamble(long at)
    {
        Span<byte> start = stackalloc byte[PackRecord.FixedLength];
        if (ReadAt(at, start) < start.Length || !PackRecord.TryRead(start, out var record) || record.PreambleLength > end - at) return null;
        var rented = ArrayPool<byte>.Shared.Rent(record.PreambleLength);
        try
        {
            var preamble = rented.AsSpan(0, record.PreambleLength);
            return ReadAt(at, preamble) == preamble.Length && record.IsIntact(preamble)
                && OriginCodec.TryRead(preamble.Slice(PackRecord.FixedLength, record.OriginLength)) is { } origin
                ? (record, origin)
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    ContentKey Hash(long offset, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long done = 0; done < length;)
        {
            var read = ReadAt(offset + done, _chunk.AsSpan(0, (int)Math.Min(ChunkLength, length - done)));
            if (read == 0) break;
            hash.AppendData(_chunk.AsSpan(0, read));
            done += read;
        }

        return new(hash.GetHashAndReset());
    }

    long FindMagic(long from)
    {
        while (from < end)
        {
            var read = ReadAt(from, _chunk);
            var found = _chunk.AsSpan(0, read).IndexOf(PackRecord.Magic);
            if (found >= 0) return Math.Min(end, from + found);
            if (read < ChunkLength) break;
            from += read - PackRecord.Magic.Length + 1;
        }

        return end;
    }

    int ReadAt(long offset, Span<byte> buffer)
    {
        pack.Position = offset;
        return pack.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }
}
