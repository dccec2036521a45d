namespace AcMail.Testing;

/// <summary>GETQUOTAROOT (RFC 9208 §4.1.3): one root limits all mailboxes, and one may limit each.</summary>
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
        if (MailboxLookup.Find(session, name) is not { } mailbox) return new(MailboxLookup.Missing);
        var roots = QuotaRoot.Of(session.User, mailbox);
        session.Untagged($"QUOTAROOT {session.Encode(name)} {string.Join(' ', roots.Select(r => ImapText.String(r.Name)))}");
        foreach (var root in roots) QuotaReport.Write(session, root);
        return new(ImapResult.Ok());
    }
}
