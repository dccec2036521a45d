using System.Security.Cryptography;
using AcMail.Storage;

namespace AcMail.Cli;

static class HashingCopy
{
    public static Task<ContentKey> HashAsync(Stream content, CancellationToken cancellationToken) =>
        CopyAsync(content, Stream.Null, cancellationToken);

    /// <summary>Copies and hashes in one reading.</summary>
    public static async Task<ContentKey> CopyAsync(Stream content, Stream target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return new(hash.GetHashAndReset());
    }
}
