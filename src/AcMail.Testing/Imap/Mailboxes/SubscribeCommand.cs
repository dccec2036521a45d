namespace AcMail.Testing;

/// <summary>SUBSCRIBE and UNSUBSCRIBE (RFC 9051 §6.3.7, §6.3.8).</summary>
sealed class SubscribeCommand(string name, bool subscribes) : ImapCommand
{
    public override string Name => name;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var mailboxName = arguments.Mailbox();
        arguments.End();
        lock (session.User.Gate)
        {
            if (MailboxLookup.Find(session, mailboxName) is { } mailbox) mailbox.IsSubscribed = subscribes;
            else if (subscribes || !session.User.OrphanedSubscriptions.Remove(mailboxName)) return new(MailboxLookup.Missing);
            return new(ImapResult.Ok());
        }
    }
}
