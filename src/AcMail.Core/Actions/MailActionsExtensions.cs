using MimeKit;

namespace AcMail;

/// <summary>Conveniences for <see cref="IMailActions"/>.</summary>
public static class MailActionsExtensions
{
    /// <summary>Saves a draft in the mailbox with the role <see cref="MailboxRole.Drafts"/>, which is created where there is none.</summary>
    /// <param name="actions">The account's actions.</param>
    /// <param name="message">The draft as it is now. Bcc is kept.</param>
    /// <param name="replaces">The draft as it was, which goes in the same step; <see langword="null"/> for a new one.</param>
    /// <param name="cancellationToken">Cancels before anything is changed.</param>
    /// <returns>The id of the draft.</returns>
    /// <exception cref="MailException">One of the storage kinds; nothing was changed.</exception>
    public static async ValueTask<long> SaveDraftAsync(
        this IMailActions actions, MimeMessage message, long? replaces = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(message);
        using var content = new MemoryStream();
        await message.WriteToAsync(content, cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        return await actions.AppendAsync(
            new(content) { Role = MailboxRole.Drafts, Flags = new(SystemFlags.Draft | SystemFlags.Seen), Replaces = replaces }, cancellationToken)
            .ConfigureAwait(false);
    }
}
