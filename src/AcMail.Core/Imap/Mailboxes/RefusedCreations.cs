using AcMail.Storage;

namespace AcMail;

/// <summary>
/// The mailboxes that the server did not create. In a pass each is tried once and told once, when it is known whether it is taken back or stays here for what
/// is in it; the next passes try one that stays with growing pauses.
/// </summary>
sealed class RefusedCreations(ImapPassContext context)
{
    readonly Dictionary<string, MailFailure> _reasons = new(StringComparer.Ordinal);
    readonly List<MailboxCommand> _untold = [];
    readonly HashSet<string> _tried = new(StringComparer.Ordinal);

    public bool IsAnyUntold => _untold.Count > 0;

    /// <summary>Forgets what nobody waits for any more.</summary>
    public void Begin(IReadOnlyList<MailboxStanding> standings) =>
        context.RefusedMailboxes.Keep(name => MailboxPlanner.IsAwaited(name, standings));

    /// <summary>Why the mailbox was not created in this pass.</summary>
    public MailFailure? FindReason(string mailbox) => _reasons.GetValueOrDefault(mailbox);

    /// <summary>Why the command is not to be played now.</summary>
    public MailFailure? FindObjection(MailboxCommand command) =>
        command.Kind == MailboxCommandKind.Create ? FindReason(command.Name) ?? context.RefusedMailboxes.Find(command.Name) : null;

    public void Add(MailboxCommand command, MailFailure reason, bool isTried)
    {
        if (isTried && !reason.IsTransient) _tried.Add(command.Name);
        if (_reasons.TryAdd(command.Name, reason)) _untold.Add(command);
    }

    /// <summary>Tells of each what became of it.</summary>
    /// <param name="standings">The mailboxes that are not on the server as they are here, by now.</param>
    public void Tell(IReadOnlyList<MailboxStanding> standings)
    {
        foreach (var command in _untold)
        {
            var (reason, stays) = (_reasons[command.Name], MailboxPlanner.IsAwaited(command.Name, standings));
            if (stays && _tried.Contains(command.Name)) context.RefusedMailboxes.Add(command.Name, reason);
            context.Pass.AddProblem(
                context.Pass.Open(command.Name), null, stays ? MailboxFailures.NotCreated(command.Name, reason) : MailboxFailures.Refused(command, reason));
        }

        _untold.Clear();
    }
}
