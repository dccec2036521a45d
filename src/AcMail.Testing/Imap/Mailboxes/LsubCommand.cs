namespace AcMail.Testing;

/// <summary>LSUB (RFC 3501 §6.3.9): a level that matches is told too where only something below it is subscribed to.</summary>
sealed class LsubCommand : ImapCommand
{
    public override string Name => "LSUB";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var reference = arguments.Mailbox();
        arguments.Space();
        var delimiter = session.Profile.Delimiter;
        var pattern = new MailboxPattern(reference + arguments.MailboxPattern(), delimiter);
        arguments.End();

        var subscribed = MailboxTree.Of(session).Where(n => n.IsSubscribed).ToDictionary(n => n.Name, n => n.IsSelectable);
        foreach (var level in subscribed.Keys.Where(n => !pattern.Matches(n)).SelectMany(n => MailboxTree.Above(n, delimiter)).ToArray())
            subscribed.TryAdd(level, false);
        foreach (var (name, isSelectable) in subscribed.Where(s => pattern.Matches(s.Key)))
            session.Untagged($"LSUB ({(isSelectable ? "" : @"\Noselect")}) {session.Profile.QuotedDelimiter} {session.Encode(name)}");
        return new(ImapResult.Ok());
    }
}
