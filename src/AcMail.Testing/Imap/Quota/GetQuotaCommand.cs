namespace AcMail.Testing;

/// <summary>GETQUOTA (RFC 9208 §4.1.2).</summary>
sealed class GetQuotaCommand : ImapCommand
{
    public override string Name => "GETQUOTA";

    public override string Extension => "QUOTA";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var name = arguments.AString();
        arguments.End();
        if (QuotaRoot.All(session.User).FirstOrDefault(r => r.Name == name) is not { } root)
            return new(ImapResult.No("There is no such quota root.", "NONEXISTENT"));
        QuotaReport.Write(session, root);
        return new(ImapResult.Ok());
    }
}
