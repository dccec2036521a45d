using System.Buffers;
using AcMail.Storage;
using MailKit;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Finds out whether what is listed under a name is still the message that was downloaded under it.</summary>
sealed class PopComparer(PopRetriever retriever, IMailStore store)
{
    /// <summary>The steps whose message proved to be the same, those where it proved to be another, and those where nothing was proven.</summary>
    public async Task<Comparison> CompareAsync(IReadOnlyList<MaildropStep> steps, CancellationToken cancellationToken)
    {
        var listed = new Dictionary<int, string?>();
        Exception? cut = null;
        if (steps.Count > 0)
        {
            try
            {
                await foreach (var (entry, header) in retriever.RetrieveHeadersAsync([.. steps.Select(s => s.Entry)], cancellationToken).ConfigureAwait(false))
                    listed[entry.Index] = HeaderFingerprint.Of(header);
            }
            catch (Exception e) when (e is IOException or ProtocolException or TimeoutException && listed.Count > 0)
            {
                // A server that breaks off after so many commands would be asked for the same headers for ever, and nothing new would come.
                cut = e;
            }
        }

        var result = new Comparison([], [], [], cut);
        foreach (var step in steps.Where(s => cut is null || listed.ContainsKey(s.Entry.Index)))
        {
            var fingerprint = listed.GetValueOrDefault(step.Entry.Index);
            var held = fingerprint is null ? null : await FingerprintAsync(step.Known!, cancellationToken).ConfigureAwait(false);
            (held is null ? result.Unproven : held == fingerprint ? result.Same : result.Other).Add(step);
        }

        return result;
    }

    async Task<string?> FingerprintAsync(DropEntry known, CancellationToken cancellationToken)
    {
        if (known.Content is not { } key) return null;
        var buffer = ArrayPool<byte>.Shared.Rent(HeaderParser.Window);
        try
        {
            var content = await store.Content.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
            await using var closing = content.ConfigureAwait(false);
            var length = await content.ReadAtLeastAsync(buffer.AsMemory(0, HeaderParser.Window), HeaderParser.Window, false, cancellationToken).ConfigureAwait(false);
            return HeaderFingerprint.Of(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What came of it; where <paramref name="Cut"/> is why the server broke off, of a part of the steps.</summary>
    public sealed record Comparison(List<MaildropStep> Same, List<MaildropStep> Other, List<MaildropStep> Unproven, Exception? Cut);
}
