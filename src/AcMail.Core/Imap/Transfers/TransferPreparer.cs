using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Opens what a command needs and writes it down as under way, so that after a crash it is looked for before it is sent again.</summary>
sealed class TransferPreparer(ImapPassContext context, SkippedTransfers skipped)
{
    static readonly MailFlags Deleted = new(SystemFlags.Deleted);

    readonly MailboxCounter _counter = new(context);
    readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    Dictionary<string, StoredMailbox>? _held;

    /// <summary>The mailboxes that are no longer as they were listed.</summary>
    public IReadOnlySet<string> Touched => _touched;

    ImapLink Link => context.Link;

    /// <summary>What is to be sent now: what a person took back meanwhile is left out. <see langword="null"/> where nothing is.</summary>
    public async Task<TransferCommand?> PrepareAsync(TransferCommand command, RemoteState? target, CancellationToken cancellationToken)
    {
        if (command.Target is { } wanted && (target is null || (_touched.Contains(wanted) && !TransferAbilities.Of(Link.Client).Expunges)))
            target = await _counter.CountAsync(wanted, cancellationToken).ConfigureAwait(false) ?? target;
        if (command.Source is { } source)
        {
            if (!await OpenAsync(command, source, cancellationToken).ConfigureAwait(false)) return null;
            _touched.Add(source);
        }

        if (command.Target is not null)
        {
            _touched.Add(command.Target);
            await context.Store.CommitAsync([TransferFold.Before(command, target)], cancellationToken).ConfigureAwait(false);
        }
        else if (TransferFold.Marking(command).ToList() is { Count: > 0 } marking)
        {
            await context.Store.CommitAsync(marking, cancellationToken).ConfigureAwait(false);
        }

        var still = (await context.Store.Sync.GetTransfersAsync(command.Ids, cancellationToken).ConfigureAwait(false)).Where(t => t.Target == command.Target)
            .Select(t => t.Id).ToHashSet();
        List<TransferItem> items = [.. command.Items.Where(i => still.Contains(i.Transfer.Id))];
        if (items.Count < command.Items.Count && command.Target is not null)
            await context.Store.CommitAsync([new TransfersFailed([.. command.Ids.Except(items.Select(i => i.Transfer.Id))])], cancellationToken).ConfigureAwait(false);
        return items.Count == 0 ? null : command with { Items = items };
    }

    /// <summary>Opens the source; returns whether the command may be sent.</summary>
    async Task<bool> OpenAsync(TransferCommand command, string source, CancellationToken cancellationToken)
    {
        ImapFolder? opened = null;
        // Another client may have renamed or removed it since it was listed.
        if (await Link.TryAsync(
            async () => opened = await Link.Observer.OpenAsync(source, cancellationToken).ConfigureAwait(false),
            broken => context.Pass.AddBreak(context.Pass.Open(source), broken)).ConfigureAwait(false) is { } failure)
        {
            skipped.Add(command, TransferFailures.Refused(command, failure));
            return false;
        }

        // Its messages have other UIDs now; the pass over the mailbox takes these back.
        if (opened!.UidValidity != command.UidValidity || await WentBackAsync(source, opened, cancellationToken).ConfigureAwait(false)) return false;
        if (FindObjection(command, opened) is not { } objection) return true;
        await context.Store.CommitAsync([.. TransferFold.Refused(command, forGood: true)], CancellationToken.None).ConfigureAwait(false);
        skipped.Add(command, objection);
        return false;
    }

    async Task<bool> WentBackAsync(string mailbox, ImapFolder opened, CancellationToken cancellationToken)
    {
        _held ??= (await context.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(m => m.Name, StringComparer.Ordinal);
        return _held.GetValueOrDefault(mailbox)?.Checkpoint is { } checkpoint
            && ImapPlanner.WentBack(checkpoint, opened.UidValidity, opened.UidNext?.Id ?? 0);
    }

    /// <summary>Why the server is not asked: MailKit would send a STORE of no flag, to which servers say OK, and the message would stay there.</summary>
    public static MailFailure? FindObjection(TransferCommand command, ImapFolder opened) => command.Kind switch
    {
        var kind when !TransferPlanner.Takes(kind) => null,
        _ when opened.Access != FolderAccess.ReadWrite => TransferFailures.ReadOnly(command),
        TransferCommandKind.Move => null,
        _ => ImapFlags.Keeps(opened, Deleted) ? null : TransferFailures.NotDeletable(command),
    };
}
