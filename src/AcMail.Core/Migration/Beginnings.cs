using System.Security.Cryptography;
using AcMail.Storage;

namespace AcMail;

/// <summary>
/// Held messages by how they begin, at the lengths of some headers: each is read once, however many headers are looked for. Hundreds of messages may have
/// one size and no Message-ID.
/// </summary>
sealed class Beginnings
{
    readonly Dictionary<(int Length, ContentKey Hash), List<LocalMessage>> _messages = [];

    public static async Task<Beginnings> ReadAsync(
        IContentStore contents, IEnumerable<LocalMessage> messages, IReadOnlySet<int> lengths, CancellationToken cancellationToken)
    {
        var (found, ascending) = (new Beginnings(), lengths.Order().ToList());
        foreach (var message in messages)
        {
            var content = await contents.OpenReadAsync(message.Content, cancellationToken).ConfigureAwait(false);
            await using var closing = content.ConfigureAwait(false);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var read = 0;
            foreach (var length in ascending.TakeWhile(l => l <= content.Length))
            {
                var part = new byte[length - read];
                await content.ReadExactlyAsync(part, cancellationToken).ConfigureAwait(false);
                hash.AppendData(part);
                read = length;
                // Of a header alone all has to be the same.
                if (!message.IsPartial || content.Length == length) found.Add(length, new(hash.GetCurrentHash()), message);
            }
        }

        return found;
    }

    /// <summary>The messages that begin with a header.</summary>
    public IReadOnlyList<LocalMessage> Find(byte[] header) => _messages.GetValueOrDefault((header.Length, ContentKey.Of(header))) ?? [];

    void Add(int length, ContentKey hash, LocalMessage message)
    {
        if (!_messages.TryGetValue((length, hash), out var alike)) _messages[(length, hash)] = alike = [];
        alike.Add(message);
    }
}
