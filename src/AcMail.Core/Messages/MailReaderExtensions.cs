using System.Runtime.CompilerServices;

namespace AcMail;

/// <summary>What follows from what <see cref="IMailReader"/> offers.</summary>
public static class MailReaderExtensions
{
    /// <summary>
    /// The parts of a message: text, and what is attached, decoded as it is read and without loading the message. Of one that the disk has damaged it is what is
    /// left; <see cref="IMailReader.OpenContentAsync"/> tells.
    /// </summary>
    /// <param name="reader">The replica.</param>
    /// <param name="id">The message.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>To be disposed of.</returns>
    /// <exception cref="MailException">As for <see cref="IMailReader.OpenContentAsync"/>.</exception>
    public static async ValueTask<MessageContent> OpenMessageAsync(this IMailReader reader, long id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var content = await reader.OpenContentAsync(id, cancellationToken).ConfigureAwait(false);
        return await MessageContent.ReadAsync(content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The conversations that have a message in a mailbox, the one with the newest message there first. They are found while one enumerates: take a
    /// page, and go on later after the place of its last conversation there. Messages of a conversation of more than 10,000 are told each by itself.
    /// </summary>
    /// <param name="reader">The replica.</param>
    /// <param name="mailbox">The mailbox as for <see cref="MessageQuery.Mailbox"/>; <see langword="null"/> for all.</param>
    /// <param name="after">Where the newest message in <paramref name="mailbox"/> of the last conversation seen is; <see langword="null"/> begins anew.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <exception cref="MailException">The store cannot be read, or <see cref="MailErrorKind.MailboxNotFound"/>.</exception>
    public static async IAsyncEnumerable<MailThread> ListThreadsAsync(
        this IMailReader reader, string? mailbox = null, MessagePosition? after = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var told = new HashSet<long>();
        var large = new LargeThreads();
        var query = new MessageQuery { Mailbox = mailbox, After = after };
        await foreach (var message in reader.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (told.Contains(message.Id)) continue;
            var thread = large.Find(message) ?? await FindThreadAsync(reader, message.Id, cancellationToken).ConfigureAwait(false);
            if (thread is null) continue;
            if (thread.IsPart) thread = large.Add(thread, message);
            told.UnionWith(thread.Everywhere().Select(m => m.Id));
            // Where something newer of it is in the mailbox, it was told on a page before.
            if (thread.NewestIn(mailbox is null ? null : message.Mailbox)?.Id == message.Id) yield return thread;
        }
    }

    /// <summary>What was listed may be gone by now.</summary>
    static async ValueTask<MailThread?> FindThreadAsync(IMailReader reader, long id, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.GetThreadAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (MailException e) when (e.Failure.Kind == MailErrorKind.MessageNotFound)
        {
            return null;
        }
    }
}
