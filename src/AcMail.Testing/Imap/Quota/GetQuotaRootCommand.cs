namespace AcMail.Testing;

/// <summary>GETQUOTAROOT (RFC 9208 §4.1.3): one root limits all mailboxes.</summary>
sealed class GetQuotaRootCommand : ImapCommand
{
    public override string Name => "GETQUOTAROOT";

    public override string Extension => "QUOTA";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var name = arguments.Mailbox();
        arguments.End();
        if (session.User.FindMailbox(name) is not { } mailbox) return new(MailboxLookup.Missing);
        session.Untagged($"QUOTAROOT {session.Encode(mailbox.Name)} {QuotaReport.RootName}");
        QuotaReport.Write(session);
        return new(ImapResult.Ok());
    }
}
