namespace AcMail.Testing;

/// <summary>
/// CREATE (RFC 9051 §6.3.4), with a special use (RFC 6154 §3) and MAILBOXID (RFC 8474 §4.1). Levels above it that are missing come into
/// being as names that cannot be selected.
/// </summary>
sealed class CreateCommand : ImapCommand
{
    static readonly string[] Uses = [@"\All", @"\Archive", @"\Drafts", @"\Flagged", @"\Important", @"\Junk", @"\Sent", @"\Trash"];

    public override string Name => "CREATE";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var name = MailboxNaming.Trim(arguments.Mailbox(), session.Profile.Delimiter);
        var uses = arguments.TrySkip(' ') ? ReadUses(session, arguments) : [];
        arguments.End();

        lock (session.User.Gate)
        {
            if (MailboxNaming.Refuse(session, name) is { } refusal) return new(refusal);
            if (uses.Except(Uses, StringComparer.OrdinalIgnoreCase).Any()) return new(ImapResult.No("That use is not known.", "USEATTR"));
            if (session.User.Mailboxes.Count >= session.User.MailboxLimit) return new(ImapResult.No("There are too many mailboxes.", "LIMIT"));
            var mailbox = session.User.FindMailbox(name) ?? session.User.CreateMailbox(name);
            mailbox.IsSelectable = true;
            mailbox.IsSubscribed = session.User.OrphanedSubscriptions.Remove(name);
            mailbox.SpecialUse = uses.Count > 0 ? string.Join(' ', uses) : null;
            return new(ImapResult.Ok(code: session.Has("OBJECTID") ? $"MAILBOXID ({mailbox.Id})" : null));
        }
    }

    static IReadOnlyList<string> ReadUses(ImapSession session, ImapArguments arguments)
    {
        if (!session.Has("CREATE-SPECIAL-USE")) throw new ImapSyntaxException("CREATE-SPECIAL-USE is not offered.");
        arguments.Skip('(');
        if (!arguments.TryAtom("USE")) throw new ImapSyntaxException("USE is expected.");
        arguments.Space();
        var uses = arguments.List(a =>
        {
            a.Skip('\\');
            return $"\\{a.Atom()}";
        });
        arguments.Skip(')');
        return uses;
    }
}
