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
        var result = new Comparison([], [], []);
        if (steps.Count == 0) return result;
        var unanswered = steps.ToDictionary(s => s.Entry.Index);
        var marked = new List<MaildropStep>();
        try
        {
            await foreach (var answer in retriever.RetrieveHeadersAsync([.. steps.Select(s => s.Entry)], (_, _) => { }, cancellationToken).ConfigureAwait(false))
            {
                unanswered.Remove(answer.Entry.Index, out var step);
                var listed = await answer.ReadAsync(cancellationToken).ConfigureAwait(false);
                (await CompareAsync(step!.Known!, listed, cancellationToken).ConfigureAwait(false) switch
                {
                    HeaderLikeness.Same => result.Same,
                    HeaderLikeness.Marked => marked,
                    HeaderLikeness.Other => result.Other,
                    _ => result.Unproven,
                }).Add(step);
            }
        }
        catch (Exception e) when (unanswered.Count < steps.Count && retriever.Asked.Count > 0 && e is IOException or ProtocolException or TimeoutException)
        {
            // A server that breaks off after so many commands would be asked for the same headers for ever, and nothing new would come.
            return result with { Cut = e };
        }

        result.Unproven.AddRange(unanswered.Values);
        foreach (var step in marked)
            (await HasSameBodyAsync(step, cancellationToken).ConfigureAwait(false) ? result.Same : result.Other).Add(step);
        return result;
    }

    /// <summary>Whether the server gives out all that is held, byte for byte, but for the fields by which programs note in a mailbox what was read.</summary>
    public Task<bool> GivesOutTheSameAsync(MaildropStep step, CancellationToken cancellationToken) => ReadAsync(
        step,
        async listed =>
        {
            var beginning = new byte[(int)Math.Min(HeaderParser.Window, listed.Length)];
            await listed.ReadExactlyAsync(beginning, cancellationToken).ConfigureAwait(false);
            listed.Position = 0;
            return await CompareAsync(step.Known!, beginning, cancellationToken).ConfigureAwait(false) is HeaderLikeness.Same or HeaderLikeness.Marked
                && await HasSameBodyAsync(step.Known!.Content!.Value, listed, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    async Task<HeaderLikeness> CompareAsync(DropEntry known, byte[] listed, CancellationToken cancellationToken)
    {
        if (known.Content is not { } key) return HeaderLikeness.Unknown;
        var buffer = ArrayPool<byte>.Shared.Rent(HeaderParser.Window);
        try
        {
            var content = await store.Content.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
            await using var closing = content.ConfigureAwait(false);
            var length = await content.ReadAtLeastAsync(buffer.AsMemory(0, HeaderParser.Window), HeaderParser.Window, false, cancellationToken).ConfigureAwait(false);
            return HeaderFingerprint.Compare(listed.AsSpan(0, Math.Min(listed.Length, HeaderParser.Window)), buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether the bodies are the same, byte for byte, where one is held.</summary>
    async Task<bool> HasSameBodyAsync(MaildropStep step, CancellationToken cancellationToken) => step.Known!.State == DropState.HeadersOnly
        || await ReadAsync(step, listed => HasSameBodyAsync(step.Known.Content!.Value, listed, cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>Whether the server gives out what is held, byte for byte, or what <paramref name="isSame"/> takes for it.</summary>
    async Task<bool> ReadAsync(MaildropStep step, Func<Stream, Task<bool>> isSame, CancellationToken cancellationToken)
    {
        if (await retriever.RetrieveAgainAsync(step.Entry, cancellationToken).ConfigureAwait(false) is not { } listed) return false;
        if (await ContentKey.OfAsync(listed, cancellationToken).ConfigureAwait(false) != step.Known!.Content)
        {
            listed.Position = 0;
            listed = await retriever.MakeWholeAsync(step.Entry, listed, cancellationToken).ConfigureAwait(false);
            await using var closing = listed.ConfigureAwait(false);
            return await isSame(listed).ConfigureAwait(false);
        }

        await listed.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    async Task<bool> HasSameBodyAsync(ContentKey content, Stream listed, CancellationToken cancellationToken)
    {
        var held = await store.Content.OpenReadAsync(content, cancellationToken).ConfigureAwait(false);
        await using var closing = held.ConfigureAwait(false);
        return await BodyKeyAsync(listed, cancellationToken).ConfigureAwait(false) is { } key
            && key == await BodyKeyAsync(held, cancellationToken).ConfigureAwait(false);
    }

    static async Task<ContentKey?> BodyKeyAsync(Stream message, CancellationToken cancellationToken)
    {
        var window = new byte[Math.Min(HeaderParser.Window, (int)Math.Min(message.Length, int.MaxValue))];
        await message.ReadExactlyAsync(window, cancellationToken).ConfigureAwait(false);
        var end = window.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;
        message.Position = end;
        return await ContentKey.OfAsync(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What came of it: of a part of the steps, where the server broke off.</summary>
    public sealed record Comparison(List<MaildropStep> Same, List<MaildropStep> Other, List<MaildropStep> Unproven)
    {
        /// <summary>Why the server broke off.</summary>
        public Exception? Cut { get; init; }
    }
}
