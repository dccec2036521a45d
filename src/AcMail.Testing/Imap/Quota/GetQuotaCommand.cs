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
        var root = arguments.AString();
        arguments.End();
        if (!QuotaReport.IsRoot(root)) return new(ImapResult.No("There is no such quota root.", "NONEXISTENT"));
        QuotaReport.Write(session);
        return new(ImapResult.Ok());
    }
}
