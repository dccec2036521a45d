using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>What all that works on one pass over an account shares.</summary>
sealed record ImapPassContext(
    ImapSettings Settings, IMailStore Store, SyncPass Pass, ReplicaWriter Writer, ImapLink Link, OwnerGuard Owner, TimeProvider Time)
{
    public ServerTrust Trust => Link.Trust;

    /// <summary>Whether anything was held when the pass began, so that it is worth looking for.</summary>
    public bool HoldsMessages { get; init; }

    /// <summary>The uploads that the server refused for good, or lost, in earlier passes too; into another mailbox it may take them.</summary>
    public required Refusals<(long Transfer, string? Target)> RefusedUploads { get; init; }

    /// <summary>The mailboxes that the server did not create, in earlier passes too, and that stay here for what is in them; by name.</summary>
    public required Refusals<string> RefusedMailboxes { get; init; }

    /// <summary>The mailboxes here that the server has, by their names there.</summary>
    public async Task<IReadOnlyList<StoredMailbox>> ReadMailboxesAsync(CancellationToken cancellationToken)
    {
        var mailboxes = await Store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return [.. mailboxes.Where(m => m.ServerName is not null).Select(m => m with { Name = m.ServerName! })];
    }

    public DateTimeOffset Now => Time.GetUtcNow();

    public UidLister Lister(MailboxWork work) => new(work.Folder, Link.Client.Capabilities);

    /// <summary>Opens the mailbox on another connection, after <paramref name="cause"/> ended the one that it was open on.</summary>
    public async Task RecoverAsync(MailboxWork work, Exception cause, CancellationToken cancellationToken)
    {
        await Link.ReopenAsync(cause, cancellationToken).ConfigureAwait(false);
        var view = await Link.Observer.SelectAsync(work.Name, false, null, cancellationToken).ConfigureAwait(false);
        // Under other numbers, nothing that was found out holds.
        work.IsIncomplete |= view.State.UidValidity != work.UidValidity;
        work.View = view with { State = work.View.State };
    }

    /// <summary>Asks what a promise of the server is about.</summary>
    /// <exception cref="BrokenPromiseException">The server refused, or its answer cannot be read.</exception>
    public async Task<T> RelyAsync<T>(ServerPromise promise, Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (ImapCommandException e) when ((e.Response == ImapCommandResponse.Bad || promise == ServerPromise.Search) && !IsForNow(Link.Classify(e)))
        {
            throw new BrokenPromiseException(promise, DistrustReason.Refused, e);
        }
        catch (Exception e) when (ImapLink.IsUnreadable(e))
        {
            throw new BrokenPromiseException(promise, DistrustReason.Unreadable, e);
        }
    }

    /// <summary>What is refused for the time being proves nothing; a fault in the server (SERVERBUG, RFC 5530) may be there for good.</summary>
    static bool IsForNow(MailFailure failure) => failure.IsTransient && ReplyCode.Parse(failure.ServerReply).Bracketed != "SERVERBUG";

    /// <summary>Goes on without what was promised, on another connection where this one ended.</summary>
    public async Task GiveUpAsync(BrokenPromiseException broken, CancellationToken cancellationToken)
    {
        if (Link.Client.IsConnected)
        {
            await Link.Observer.DistrustAsync(broken.Promise, broken.Reason, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await Trust.BreakAsync(broken.Promise, broken.Reason, cancellationToken).ConfigureAwait(false);
            await Link.ReopenAsync(broken.InnerException!, cancellationToken).ConfigureAwait(false);
        }
    }
}
