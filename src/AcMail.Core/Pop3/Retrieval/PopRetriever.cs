using System.Runtime.CompilerServices;
using AcMail.Storage;
using MailKit;
using MailKit.Net.Pop3;
using MimeKit.IO;

namespace AcMail;

/// <summary>Fetches messages or their headers: pipelined where the server offers it and proves that it can, else one by one.</summary>
sealed class PopRetriever(MailSession<Pop3Client> session, PopManners manners, IContentStore contents)
{
    const int MessagesAtOnce = 200;
    const long BytesAtOnce = 4 * 1024 * 1024;

    // What a server that loses pipelined commands costs once. Long enough for one that is only slow to begin.
    static readonly TimeSpan Probation = TimeSpan.FromSeconds(5);

    readonly Pop3Client _client = session.Client;
    readonly PopSpooler _spooler = new(session, manners, contents);

    /// <summary>What is being asked for; nothing while what came is dealt with.</summary>
    public IReadOnlyList<DropListingEntry> Asked { get; private set; } = [];

    /// <summary>What the server gave out, in order. A message that it refuses is told to <paramref name="refused"/> and is missing.</summary>
    public async IAsyncEnumerable<Retrieved> RetrieveAsync(
        IEnumerable<DropListingEntry> entries, bool headersOnly, Action<DropListingEntry, string> refused,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in headersOnly ? entries.Chunk(MessagesAtOnce) : PopPlanner.Batch(entries, MessagesAtOnce, BytesAtOnce))
        {
            Asked = batch;
            var streams = batch.Count > 1 ? await TryPipelineAsync(batch, headersOnly, cancellationToken).ConfigureAwait(false) : null;
            for (var i = 0; i < batch.Count; i++)
            {
                Asked = streams is null ? [batch[i]] : [];
                var stream = streams?[i] ?? await RetrieveOneAsync(batch[i], headersOnly, refused, cancellationToken).ConfigureAwait(false);
                if (!headersOnly && stream is not null) stream = await MakeWholeAsync(batch[i], stream, cancellationToken).ConfigureAwait(false);
                Asked = [];
                if (stream is not null) yield return new(batch[i], stream);
            }
        }
    }

    /// <summary>The headers that the server gives out; none where it has no TOP. One that it refuses is told to <paramref name="refused"/> and is missing.</summary>
    public async IAsyncEnumerable<Retrieved> RetrieveHeadersAsync(
        IReadOnlyList<DropListingEntry> entries, Action<DropListingEntry, string> refused, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The first alone: a server without TOP is not asked ten thousand times.
        var probe = manners.TopWorks ? 0 : 1;
        foreach (var part in (IEnumerable<DropListingEntry>[])[entries.Take(probe), entries.Skip(probe)])
        {
            if (manners.TopIsMissing) yield break;
            var answers = RetrieveAsync(part, true, Refuse, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using var closing = answers.ConfigureAwait(false);
            while (await MoveOnAsync(answers).ConfigureAwait(false))
            {
                manners.TopWorks = true;
                yield return answers.Current;
            }
        }

        void Refuse(DropListingEntry entry, string reply)
        {
            manners.TopIsMissing = !manners.TopWorks;
            if (manners.TopWorks) refused(entry, reply);
        }
    }

    /// <summary>Some servers hang up over TOP. So they do over a message that they cannot read, which is no word about the others: the second time tells.</summary>
    async ValueTask<bool> MoveOnAsync(IAsyncEnumerator<Retrieved> answers)
    {
        try
        {
            return await answers.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (!manners.TopWorks && e is IOException or ProtocolException)
        {
            if (++manners.TopBreaks < 2) throw;
            manners.TopIsMissing = true;
            throw new SpoiltSessionException(session.Classify(e), e);
        }
    }

    /// <summary>What names the bytes that the server gives out for a message, or <see langword="null"/> where it refuses.</summary>
    public async Task<ContentKey?> HashAsync(DropListingEntry entry, CancellationToken cancellationToken)
    {
        if (await RetrieveAgainAsync(entry, cancellationToken).ConfigureAwait(false) is not { } content) return null;
        await using var closing = content.ConfigureAwait(false);
        return await KeyOfAsync(content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A message of which something is held, or <see langword="null"/> where the server refuses.</summary>
    public async Task<Stream?> RetrieveAgainAsync(DropListingEntry entry, CancellationToken cancellationToken)
    {
        Asked = [entry];
        var content = await RetrieveOneAsync(entry, false, (_, _) => { }, cancellationToken).ConfigureAwait(false);
        Asked = [];
        return content;
    }

    /// <summary>
    /// Asks once more for a message that came with fewer octets than were announced: some servers give out the header alone after a TOP. Where it comes the same
    /// again, it is the sizes that are not right.
    /// </summary>
    public async Task<Stream> MakeWholeAsync(DropListingEntry entry, Stream content, CancellationToken cancellationToken)
    {
        if (!manners.IsCut(content.Length, entry.Size)) return content;
        if (await RetrieveAgainAsync(entry, cancellationToken).ConfigureAwait(false) is not { } again) return content;
        manners.SizesDiffer |= await HasSameBytesAsync(again, content, cancellationToken).ConfigureAwait(false);
        var (whole, other) = again.Length > content.Length ? (again, content) : (content, again);
        await other.DisposeAsync().ConfigureAwait(false);
        return whole;
    }

    async Task<Stream?> RetrieveOneAsync(
        DropListingEntry entry, bool headersOnly, Action<DropListingEntry, string> refused, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await _spooler.RetrieveAsync(entry, headersOnly, cancellationToken).ConfigureAwait(false);
            manners.HasAnswered = true;
            return stream;
        }
        catch (Pop3CommandException e)
        {
            manners.HasAnswered = true;
            refused(entry, e.StatusText);
            return null;
        }
    }

    /// <summary>The whole batch, or <see langword="null"/> where its messages are to be fetched one by one.</summary>
    async Task<IList<Stream>?> TryPipelineAsync(IReadOnlyList<DropListingEntry> batch, bool headersOnly, CancellationToken cancellationToken)
    {
        if (manners.PipeliningFailed || manners.IsOneByOne || manners.SendsTooMuch || !_client.Capabilities.HasFlag(Pop3Capabilities.Pipelining)) return null;
        var usual = _client.Timeout;
        try
        {
            if (!manners.PipeliningWorks) _client.Timeout = Math.Min(usual, (int)Probation.TotalMilliseconds);
            var streams = await _client.GetStreamsAsync([.. batch.Select(e => e.Index)], headersOnly, cancellationToken, new HeldLimit(PopSpooler.BytesHeld))
                .ConfigureAwait(false);
            if (!headersOnly && !await IsInOrderAsync(batch, streams, cancellationToken).ConfigureAwait(false))
            {
                manners.AddFailedPipeline(MailErrorKind.ProtocolError);
                foreach (var stream in streams) await stream.DisposeAsync().ConfigureAwait(false);
                return null;
            }

            manners.PipeliningWorks = manners.HasAnswered = true;
            return streams;
        }
        catch (Pop3ProtocolException e) when (HeldLimit.IsExceeded(e) && _client.IsConnected)
        {
            manners.SendsTooMuch = true;
            return null;
        }
        catch (Pop3CommandException)
        {
            // A refusal hides which message it was for.
            return null;
        }
        catch (Exception e) when (e is IOException or ProtocolException or TimeoutException && !manners.PipeliningWorks)
        {
            var failure = session.Classify(e);
            manners.AddFailedPipeline(failure.Kind);
            throw new SpoiltSessionException(failure, e);
        }
        finally
        {
            _client.Timeout = usual;
        }
    }

    /// <summary>
    /// Whether each answer is for the message that was asked for. Some servers list sizes that are a little off, so a message of another size is asked for
    /// again, alone: what differs then came out of order.
    /// </summary>
    async Task<bool> IsInOrderAsync(IReadOnlyList<DropListingEntry> batch, IList<Stream> streams, CancellationToken cancellationToken)
    {
        if (manners.SizesDiffer) return true;
        var odd = batch.Index().FirstOrDefault(e => e.Item.Size > 0 && streams[e.Index].Length != e.Item.Size, (-1, default)).Index;
        if (odd < 0) return true;
        using var alone = await _client.GetStreamAsync(batch[odd].Index, false, cancellationToken).ConfigureAwait(false);
        return manners.SizesDiffer = await HasSameBytesAsync(alone, streams[odd], cancellationToken).ConfigureAwait(false);
    }

    static async Task<bool> HasSameBytesAsync(Stream one, Stream other, CancellationToken cancellationToken)
    {
        if (one.Length != other.Length) return false;
        var keys = (await KeyOfAsync(one, cancellationToken).ConfigureAwait(false), await KeyOfAsync(other, cancellationToken).ConfigureAwait(false));
        return keys.Item1 == keys.Item2;
    }

    static async Task<ContentKey> KeyOfAsync(Stream stream, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        var key = await ContentKey.OfAsync(stream, cancellationToken).ConfigureAwait(false);
        stream.Position = 0;
        return key;
    }

    /// <summary>A message, or its header, as it came.</summary>
    public readonly record struct Retrieved(DropListingEntry Entry, Stream Content)
    {
        /// <summary>Hands it over: what MailKit read it has in memory.</summary>
        public ReceivedContent Take() =>
            Content is MemoryBlockStream ? ReceivedContent.InMemoryStream(Content) : ReceivedContent.InSpool(Content);

        /// <summary>The header, or its beginning, once.</summary>
        public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
        {
            await using var closing = Content.ConfigureAwait(false);
            var bytes = new byte[(int)Math.Min(Content.Length, ReceivedContent.MemoryLimit)];
            await Content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
    }
}
