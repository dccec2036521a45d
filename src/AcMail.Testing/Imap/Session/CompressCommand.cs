namespace AcMail.Testing;

/// <summary>COMPRESS (RFC 4978).</summary>
sealed class CompressCommand : ImapCommand
{
    public override string Name => "COMPRESS";

    public override string Extension => "COMPRESS=DEFLATE";

    public override ImapStates States => ImapStates.Any;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        if (!arguments.TryAtom("DEFLATE")) throw new ImapSyntaxException("Only DEFLATE is offered.");
        arguments.End();
        if (session.Connection.IsCompressed) return new(ImapResult.No("DEFLATE is active already.", "COMPRESSIONACTIVE"));
        session.AfterReply = session.Connection.StartDeflateAsync;
        return new(ImapResult.Ok("DEFLATE active."));
    }
}
