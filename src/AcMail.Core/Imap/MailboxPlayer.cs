using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Plays what was done here to mailboxes. What may have been done before and not been heard of is looked at before it is called refused.</summary>
sealed class MailboxPlayer(ImapLink link, IMailStore store, SyncPass pass)
{
    /// <summary>Whether something is to be played again after the mailboxes have been listed.</summary>
    public bool IsAnyPostponed { get; private set; }

    char? Delimiter => link.Client.PersonalNamespaces is [{ DirectorySeparator: not '\0' and var delimiter }, ..] ? delimiter : null;

    public async Task PlayAsync(IReadOnlyList<MailboxStanding> standings, CancellationToken cancellationToken)
    {
        IsAnyPostponed = false;
        standings = await EnterAsync(Delimited(standings), cancellationToken).ConfigureAwait(false);
        var known = (await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false)).Select(m => m.ServerName).OfType<string>()
            // Where a namespace begins there is nothing to create.
            .Concat([MailboxNames.Inbox, .. Paths(link.Client.PersonalNamespaces)]);
        var refused = new List<(MailboxCommand Command, bool IsForGood)>();
        foreach (var command in MailboxPlanner.Plan(standings, known))
        {
            if (refused.FindIndex(r => MailboxPlanner.Follows(command, r.Command)) is >= 0 and var at)
            {
                // It has another name now than it was planned by.
                IsAnyPostponed |= refused[at].IsForGood;
                continue;
            }

            try
            {
                await SendAsync(command, cancellationToken).ConfigureAwait(false);
                await FoldAsync(Done(command)).ConfigureAwait(false);
            }
            // The server that keeps nothing outside a namespace has no top, whose name is empty.
            catch (FolderNotFoundException e) when (e.FolderName.Length > 0 && e.FolderName != command.Name)
            {
                // Another client removed what is above it; once that is known, it is created again.
                IsAnyPostponed = true;
            }
            catch (Exception e) when (e is ImapCommandException or FolderNotFoundException or ArgumentException || IsRoot(e))
            {
                var reason = Classify(e);
                if (!await JudgeAsync(command, reason, cancellationToken).ConfigureAwait(false)) refused.Add((command, !reason.IsTransient));
            }
        }
    }

    /// <summary>
    /// Deletes the mailboxes that were deleted here, each unless the server holds something in it that nobody here has seen; returns whether one is back here
    /// for that.
    /// </summary>
    public async Task<bool> DeleteAsync(IReadOnlyList<MailboxStanding> standings, CancellationToken cancellationToken)
    {
        var isAnyBack = false;
        foreach (var name in MailboxPlanner.Deletions(standings))
        {
            if (await link.Observer.Mailboxes.IsGoneAsync(name, cancellationToken).ConfigureAwait(false))
            {
                await FoldAsync(new MailboxUnlisted(name)).ConfigureAwait(false);
                continue;
            }

            try
            {
                if (!await IsEmptyAsync(name, cancellationToken).ConfigureAwait(false))
                {
                    await TakeBackAsync(name, MailboxFailures.NotEmpty(name)).ConfigureAwait(false);
                    isAnyBack = true;
                    continue;
                }

                var folder = await link.Observer.Mailboxes.GetAsync(name, cancellationToken).ConfigureAwait(false);
                await folder.DeleteAsync(cancellationToken).ConfigureAwait(false);
                await FoldAsync(new MailboxUnlisted(name)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ImapCommandException or FolderNotFoundException || IsRoot(e))
            {
                if (await link.Observer.Mailboxes.IsGoneAsync(name, cancellationToken).ConfigureAwait(false)) await FoldAsync(new MailboxUnlisted(name)).ConfigureAwait(false);
                else await TakeBackAsync(name, MailboxFailures.NotDeleted(name, Classify(e))).ConfigureAwait(false);
            }
        }

        return isAnyBack;
    }

    /// <summary>Gives what has a name outside the personal namespaces one inside, where the server keeps mailboxes in them only; the rest stays as it is.</summary>
    async Task<IReadOnlyList<MailboxStanding>> EnterAsync(IReadOnlyList<MailboxStanding> standings, CancellationToken cancellationToken)
    {
        var entered = MailboxPlanner.Enter(
            standings, Paths(link.Client.PersonalNamespaces), [.. Paths(link.Client.OtherNamespaces), .. Paths(link.Client.SharedNamespaces)]);
        if (entered.Count == 0) return standings;
        await FoldAsync([.. entered]).ConfigureAwait(false);
        return Delimited(await store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false));
    }

    static IReadOnlyList<string> Paths(FolderNamespaceCollection spaces) => [.. spaces.Select(s => s.Path)];

    /// <summary>What was created before the first synchronisation has its levels as this server tells them apart.</summary>
    IReadOnlyList<MailboxStanding> Delimited(IReadOnlyList<MailboxStanding> standings) =>
        [.. standings.Select(s => s with { Delimiter = s.Delimiter ?? Delimiter })];

    static StoreChange Done(MailboxCommand command) => command.Kind switch
    {
        MailboxCommandKind.Create => new MailboxListed(command.Name, command.Delimiter, MailboxRole.None, true),
        MailboxCommandKind.Rename => new MailboxRelocated(command.Name, command.NewName!),
        _ => new SubscriptionSettled(command.Name, command.Subscribed),
    };

    async Task SendAsync(MailboxCommand command, CancellationToken cancellationToken)
    {
        switch (command.Kind)
        {
            case MailboxCommandKind.Create:
                var (above, name) = await link.Observer.Mailboxes.FindParentAsync(command.Name, command.Delimiter, cancellationToken).ConfigureAwait(false);
                await above.CreateAsync(name, true, cancellationToken).ConfigureAwait(false);
                break;
            case MailboxCommandKind.Rename:
                if (link.Observer.Mailboxes.FindOpen() is { } open && MailboxPlanner.Moves(command, open.FullName))
                    await link.Observer.LeaveAsync(open, cancellationToken).ConfigureAwait(false);
                var renamed = await link.Client.GetFolderAsync(command.Name, cancellationToken).ConfigureAwait(false);
                var (parent, newName) = await link.Observer.Mailboxes.FindParentAsync(command.NewName!, command.Delimiter, cancellationToken).ConfigureAwait(false);
                await renamed.RenameAsync(parent, newName, cancellationToken).ConfigureAwait(false);
                break;
            default:
                var folder = await link.Client.GetFolderAsync(command.Name, cancellationToken).ConfigureAwait(false);
                await (command.Subscribed ? folder.SubscribeAsync(cancellationToken) : folder.UnsubscribeAsync(cancellationToken)).ConfigureAwait(false);
                break;
        }
    }

    MailFailure Classify(Exception exception) => IsRoot(exception) ? FailureTexts.Create(MailErrorKind.CommandRefused, null) : link.Classify(exception);

    /// <summary>Whether it is the mailbox where a namespace begins (RFC 2342), which MailKit neither renames nor deletes.</summary>
    static bool IsRoot(Exception exception) =>
        exception is InvalidOperationException and not (ServiceNotConnectedException or ServiceNotAuthenticatedException);

    /// <summary>A command that was refused may have been played before, and its answer lost; returns whether it was.</summary>
    async Task<bool> JudgeAsync(MailboxCommand command, MailFailure reason, CancellationToken cancellationToken)
    {
        var (isThere, isNewThere) = (await IsThereAsync(command.Name, cancellationToken).ConfigureAwait(false),
            command.NewName is { } renamed && await IsThereAsync(renamed, cancellationToken).ConfigureAwait(false));
        var isDone = command.Kind switch
        {
            MailboxCommandKind.Create => isThere,
            MailboxCommandKind.Rename => !isThere && isNewThere,
            _ => false,
        };
        if (isDone)
        {
            await FoldAsync(Done(command)).ConfigureAwait(false);
            return true;
        }

        pass.AddProblem(pass.Open(command.Name), null, MailboxFailures.Refused(command, reason));
        if (reason.IsTransient) return false;
        await FoldAsync(command.Kind == MailboxCommandKind.Subscribe
            ? [new SubscriptionSettled(command.Name, !command.Subscribed)]
            : [.. MailboxPlanner.TakenBack(command, await store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false)).Select(n => new MailboxRestored(n))])
            .ConfigureAwait(false);
        return false;
    }

    async Task<bool> IsThereAsync(string name, CancellationToken cancellationToken) =>
        !await link.Observer.Mailboxes.IsGoneAsync(name, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether the server holds nothing in it, or only what was deleted here and cannot be expunged there.</summary>
    async Task<bool> IsEmptyAsync(string name, CancellationToken cancellationToken)
    {
        var (folder, state, _) = await link.Observer.SelectAsync(name, writes: false, null, cancellationToken).ConfigureAwait(false);
        var left = (await store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            .Where(t => t is { IsLeft: true, Source: { } source } && source.Mailbox == name && source.UidValidity == state.UidValidity).Select(t => t.Source!.Uid);
        var listed = state.Exists == 0 ? UidSet.Empty : await new UidLister(folder, link.Client.Capabilities).SearchAsync(new UidRange(1, uint.MaxValue), cancellationToken)
            .ConfigureAwait(false);
        // Left open, the mailbox would be one that is in use.
        await link.Observer.LeaveAsync(folder, cancellationToken).ConfigureAwait(false);
        return listed.Count == state.Exists && listed.Except(UidSet.Of(left)).Count == 0;
    }

    async Task TakeBackAsync(string name, MailFailure failure)
    {
        pass.AddProblem(pass.Open(name), null, failure);
        if (!failure.IsTransient) await FoldAsync(new MailboxRestored(name)).ConfigureAwait(false);
    }

    async Task FoldAsync(params IReadOnlyList<StoreChange> changes) => await store.CommitAsync(changes, CancellationToken.None).ConfigureAwait(false);
}
