using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Plays what was done here to mailboxes. What may have been done before and not been heard of is looked at before it is called refused.</summary>
sealed class MailboxPlayer(ImapPassContext context)
{
    readonly RefusedCreations _notCreated = new(context);
    readonly RenamedSubscriptions _renamed = new(context);

    /// <summary>Whether something is to be played again after the mailboxes have been listed.</summary>
    public bool IsAnyPostponed { get; private set; }

    ImapLink Link => context.Link;

    IMailStore Store => context.Store;

    SyncPass Pass => context.Pass;

    char? Delimiter => Link.Client.PersonalNamespaces is [{ DirectorySeparator: not '\0' and var delimiter }, ..] ? delimiter : null;

    public async Task PlayAsync(IReadOnlyList<MailboxStanding> standings, CancellationToken cancellationToken)
    {
        IsAnyPostponed = false;
        standings = await EnterAsync(Delimited(standings), cancellationToken).ConfigureAwait(false);
        _notCreated.Begin(standings);
        var known = (await Store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false)).Select(m => m.ServerName).OfType<string>()
            // Where a namespace begins there is nothing to create.
            .Concat([MailboxNames.Inbox, .. Paths(Link.Client.PersonalNamespaces)]);
        var refused = new List<(MailboxCommand Command, bool IsForGood)>();
        foreach (var command in MailboxPlanner.Plan(standings, known))
        {
            if (refused.FindIndex(r => MailboxPlanner.Follows(command, r.Command)) is >= 0 and var at)
            {
                // It has another name now than it was planned by.
                IsAnyPostponed |= refused[at].IsForGood;
                continue;
            }

            if (await TryPlayAsync(command, cancellationToken).ConfigureAwait(false) is { } reason) refused.Add((command, !reason.IsTransient));
        }

        foreach (var subscription in _renamed.Take()) await TryPlayAsync(subscription, cancellationToken).ConfigureAwait(false);
        await _renamed.EndFormerAsync(cancellationToken).ConfigureAwait(false);
        if (_notCreated.IsAnyUntold)
            _notCreated.Tell(Delimited(await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false)));
    }

    /// <summary>Creates mailboxes that were on the server, and that messages are to go into; what is held of them stays as it is.</summary>
    public async Task CreateAgainAsync(IReadOnlyList<StoredMailbox> gone, CancellationToken cancellationToken)
    {
        IReadOnlyList<MailboxStanding> again = Delimited([.. gone.Select(m => new MailboxStanding(m.Name, null, m.Delimiter))]);
        foreach (var command in MailboxPlanner.Plan(again, [MailboxNames.Inbox, .. Paths(Link.Client.PersonalNamespaces)]))
            await TryPlayAsync(command, cancellationToken).ConfigureAwait(false);
        if (_notCreated.IsAnyUntold) _notCreated.Tell(again);
    }

    /// <summary>Returns why the command was not played.</summary>
    async Task<MailFailure?> TryPlayAsync(MailboxCommand command, CancellationToken cancellationToken)
    {
        // Nobody subscribes to what was not created.
        if (command.Kind == MailboxCommandKind.Subscribe && _notCreated.FindReason(command.Name) is { } notThere) return notThere;
        if (command.IsImplied && MailboxPlanner.IsSettled(command, await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false))) return null;
        if (_notCreated.FindObjection(command) is { } known)
            return await TakeBackAsync(command, known, isTried: false, cancellationToken).ConfigureAwait(false);
        try
        {
            if (await SendAsync(command, cancellationToken).ConfigureAwait(false) is not { } name)
                return await TakeBackAsync(command, FailureTexts.Create(MailErrorKind.CommandRefused, null), isTried: true, cancellationToken).ConfigureAwait(false);
            await DoneAsync(await RespellAsync(command, name).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return null;
        }
        // The server that keeps nothing outside a namespace has no top, whose name is empty.
        catch (FolderNotFoundException e) when (e.FolderName.Length > 0 && e.FolderName != command.Name)
        {
            if (_notCreated.FindReason(e.FolderName) is { } reason)
                return await TakeBackAsync(command, reason, isTried: true, cancellationToken).ConfigureAwait(false);
            // Another client removed what is above it; once that is known, it is created again.
            IsAnyPostponed = true;
            return null;
        }
        catch (Exception e) when (e is ImapCommandException or FolderNotFoundException or ArgumentException || NamespaceRoot.IsMeantBy(e))
        {
            var reason = NamespaceRoot.Classify(e, Link);
            if (await FindPlayedAsync(command, cancellationToken).ConfigureAwait(false) is not { } name)
                return await TakeBackAsync(command, reason, isTried: true, cancellationToken).ConfigureAwait(false);
            await DoneAsync(await RespellAsync(command, name).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Gives what has a name outside the personal namespaces one inside, where the server keeps mailboxes in them only; the rest stays as it is.</summary>
    async Task<IReadOnlyList<MailboxStanding>> EnterAsync(IReadOnlyList<MailboxStanding> standings, CancellationToken cancellationToken)
    {
        var entered = MailboxPlanner.Enter(
            standings, Paths(Link.Client.PersonalNamespaces), [.. Paths(Link.Client.OtherNamespaces), .. Paths(Link.Client.SharedNamespaces)]);
        if (entered.Count == 0) return standings;
        await FoldAsync([.. entered]).ConfigureAwait(false);
        return Delimited(await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false));
    }

    static IReadOnlyList<string> Paths(FolderNamespaceCollection spaces) => [.. spaces.Select(s => s.Path)];

    /// <summary>What was created before the first synchronisation has its levels as this server tells them apart.</summary>
    IReadOnlyList<MailboxStanding> Delimited(IReadOnlyList<MailboxStanding> standings) =>
        [.. standings.Select(s => s with { Delimiter = s.Delimiter ?? Delimiter })];

    async Task DoneAsync(MailboxCommand command, CancellationToken cancellationToken) => await FoldAsync(command.Kind switch
    {
        MailboxCommandKind.Create => MailboxPlanner.Created(command, await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false)),
        MailboxCommandKind.Rename => await RenamedAsync(command, cancellationToken).ConfigureAwait(false),
        _ => [new SubscriptionSettled(command.Name, command.Subscribed)],
    }).ConfigureAwait(false);

    async Task<IReadOnlyList<StoreChange>> RenamedAsync(MailboxCommand command, CancellationToken cancellationToken)
    {
        var stored = await Store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        _renamed.Add(command, stored);
        return MailboxPlanner.Renamed(command, stored, await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Returns the name by which the server has the mailbox; <see langword="null"/> where it says that it has created one and shows none.</summary>
    async Task<string?> SendAsync(MailboxCommand command, CancellationToken cancellationToken)
    {
        switch (command.Kind)
        {
            case MailboxCommandKind.Create:
                var (above, name) = await Link.Observer.Mailboxes.FindParentAsync(command.Name, command.Delimiter, cancellationToken).ConfigureAwait(false);
                return (await above.CreateAsync(name, true, cancellationToken).ConfigureAwait(false))?.FullName == command.Name
                    ? command.Name
                    : await FindSpellingAsync(command.Name, cancellationToken).ConfigureAwait(false);
            case MailboxCommandKind.Rename:
                if (Link.Observer.Mailboxes.FindOpen() is { } open && MailboxPlanner.Moves(command, open.FullName))
                    await Link.Observer.LeaveAsync(open, cancellationToken).ConfigureAwait(false);
                var renamed = await Link.Client.GetFolderAsync(command.Name, cancellationToken).ConfigureAwait(false);
                var (parent, newName) = await Link.Observer.Mailboxes.FindParentAsync(command.NewName!, command.Delimiter, cancellationToken).ConfigureAwait(false);
                await renamed.RenameAsync(parent, newName, cancellationToken).ConfigureAwait(false);
                return await FindSpellingAsync(command.NewName!, cancellationToken).ConfigureAwait(false) ?? command.NewName;
            default:
                var folder = await Link.Client.GetFolderAsync(command.Name, cancellationToken).ConfigureAwait(false);
                await (command.Subscribed ? folder.SubscribeAsync(cancellationToken) : folder.UnsubscribeAsync(cancellationToken)).ConfigureAwait(false);
                return command.Name;
        }
    }

    async Task<string?> FindSpellingAsync(string name, CancellationToken cancellationToken)
    {
        var there = await Link.Observer.Mailboxes.GetNamesAsync(cancellationToken).ConfigureAwait(false);
        var known = await Store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return MailboxPlanner.Spelling(name, there, known.SelectMany(m => (string?[])[m.Name, m.ServerName]).OfType<string>());
    }

    /// <summary>Calls the mailbox here as the server does; what goes by the name that it was to have is played again.</summary>
    async Task<MailboxCommand> RespellAsync(MailboxCommand command, string name)
    {
        var meant = command.NewName ?? command.Name;
        if (name == meant) return command;
        await FoldAsync(new MailboxRenamed(meant, name)).ConfigureAwait(false);
        IsAnyPostponed = true;
        return command.NewName is null ? command with { Name = name } : command with { NewName = name };
    }

    /// <summary>A command that was refused may have been played before, and its answer lost; returns the name that the mailbox has then.</summary>
    async Task<string?> FindPlayedAsync(MailboxCommand command, CancellationToken cancellationToken)
    {
        if (command.Kind == MailboxCommandKind.Subscribe) return null;
        try
        {
            var isThere = !await Link.Observer.Mailboxes.IsGoneAsync(command.Name, cancellationToken).ConfigureAwait(false);
            if (command.NewName is not { } newName) return isThere ? command.Name : null;
            return isThere ? null : await FindSpellingAsync(newName, cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException)
        {
            // A name that is too long even for LIST, for one.
            return null;
        }
    }

    /// <summary>Takes back here what the server refused, unless that may not last.</summary>
    async Task<MailFailure> TakeBackAsync(MailboxCommand command, MailFailure reason, bool isTried, CancellationToken cancellationToken)
    {
        if (command.Kind == MailboxCommandKind.Create) _notCreated.Add(command, reason, isTried);
        else if (!command.IsImplied) Pass.AddProblem(Pass.Open(command.Name), null, MailboxFailures.Refused(command, reason));
        if (reason.IsTransient) return reason;
        await FoldAsync(command.Kind == MailboxCommandKind.Subscribe
            ? [new SubscriptionSettled(command.Name, !command.Subscribed)]
            : [.. MailboxPlanner.TakenBack(command, await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false)).Select(n => new MailboxRestored(n))])
            .ConfigureAwait(false);
        return reason;
    }

    async Task FoldAsync(params IReadOnlyList<StoreChange> changes) => await Store.CommitAsync(changes, CancellationToken.None).ConfigureAwait(false);
}
