namespace AcMail.Storage;

/// <summary>Where a check stands.</summary>
/// <param name="BytesDone">Bytes read.</param>
/// <param name="BytesTotal">Bytes to read.</param>
public sealed record StoreCheckProgress(long BytesDone, long BytesTotal);
