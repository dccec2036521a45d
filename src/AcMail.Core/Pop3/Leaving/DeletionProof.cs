using AcMail.Storage;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>What has to hold before a message is deleted from the server.</summary>
/// <remarks>
/// The ledger entry was read from committed state, and says that all of the message was downloaded: entry and content are one transaction, which returned
/// when both were durable. The planner found the name, the size and the listing free of contradiction. <see cref="PopIdentifier"/> saw the header that the
/// server gives out now, and the body where that header may be of several messages, or this pass received the message: it is not another one under the same
/// name. Here the bytes are read back from where they are kept, and have the hash under which they were received. Where they are fewer than the server
/// announced, something may have ended the message early: the server has to give out the same message once more.
/// </remarks>
static class DeletionProof
{
    /// <summary>Why the message must stay, or <see langword="null"/> where it may go.</summary>
    public static async Task<MailFailure?> ObjectionAsync(
        IMailStore store, MaildropStep step, Func<MaildropStep, Task<bool>> givesOutTheSame, CancellationToken cancellationToken)
    {
        var entry = step.Known!;
        if (entry is not { State: DropState.Downloaded, Doubtful: false, Content: { } key }) return PopFailures.NotProven(entry.UniqueId);
        try
        {
            var content = await store.Content.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
            await using var closing = content.ConfigureAwait(false);
            if (await ContentKey.OfAsync(content, cancellationToken).ConfigureAwait(false) != key) return PopFailures.NotProven(entry.UniqueId);
            return content.Length >= step.Entry.Size || await givesOutTheSame(step).ConfigureAwait(false)
                ? null
                : PopFailures.Differs(step.Entry);
        }
        catch (MailException e)
        {
            return e.Failure;
        }
    }
}
