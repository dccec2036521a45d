namespace AcMail.Testing;

/// <summary>NAMESPACE (RFC 2342): there is a personal one only.</summary>
sealed class NamespaceCommand : ImapCommand
{
    public override string Name => "NAMESPACE";

    public override string Extension => "NAMESPACE";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.End();
        var prefix = session.UsesUtf8 ? session.Profile.PersonalPrefix : ModifiedUtf7.Encode(session.Profile.PersonalPrefix);
        session.Untagged($"NAMESPACE (({ImapText.String(prefix)} {session.Profile.QuotedDelimiter})) NIL NIL");
        return new(ImapResult.Ok());
    }
}
