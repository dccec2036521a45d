using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AcMail.Storage;

/// <summary>The SHA-256 of a message's exact bytes, which names them.</summary>
public readonly record struct ContentKey
{
    /// <summary>The length in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    readonly Hash _hash;

    /// <summary>Creates the key from the 32 bytes of a SHA-256.</summary>
    public ContentKey(ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hash.Length, Length);
        _hash = MemoryMarshal.Read<Hash>(hash);
    }

    /// <summary>The key of <paramref name="content"/>.</summary>
    public static ContentKey Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(content, hash);
        return new(hash);
    }

    /// <summary>The key of what is left to read of <paramref name="content"/>, which is read to its end.</summary>
    public static async ValueTask<ContentKey> OfAsync(Stream content, CancellationToken cancellationToken = default) =>
        new(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in _hash);

    /// <summary>The 32 bytes.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The hash in lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToByteArray());

    record struct Hash(ulong A, ulong B, ulong C, ulong D);
}
