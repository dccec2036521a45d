namespace AcMail.Testing;

/// <summary>APPEND (RFC 9051 §6.3.12), in UTF-8 too (RFC 6855 §4), with APPENDUID (RFC 4315).</summary>
sealed class AppendCommand : ImapCommand
{
    public override string Name => "APPEND";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var name = arguments.Mailbox();
        arguments.Space();
        var flags = arguments.Peek == '(' ? arguments.FlagList() : null;
        if (flags is not null) arguments.Space();
        DateTimeOffset? date = arguments.Peek == '"' ? ImapDate.ReadDateTime(arguments) : null;
        if (date is not null) arguments.Space();
        var content = ReadContent(session, arguments);
        arguments.End();

        if (content.IsEmpty) return new(ImapResult.No("An empty message cannot be kept."));
        if (content.Length > session.Profile.LargestAppend) return new(ImapResult.No("The message is too large.", "TOOBIG"));
        if (AppendMisconduct.Refusal(session, flags ?? FlagSet.None, content.Span) is { } refused) return new(refused);
        lock (session.User.Gate)
        {
            if (MailboxLookup.Destination(session, name, out var refusal) is not { } mailbox) return new(refusal);
            if (!QuotaRoot.HaveRoom(session, mailbox, content.Length, 1)) return new(QuotaRoot.Exceeded);
            if (session.Misbehaves(ImapMisbehaviour.TransfersForgotten)) return new(ImapResult.Ok());
            var kept = PermanentFlags.Of(session, mailbox).Keep(flags ?? FlagSet.None);
            var message = mailbox.Add(AppendMisconduct.Content(session, content), kept, date);
            var tellsUid = session.Has("UIDPLUS") && mailbox.HasStickyUids && !session.Misbehaves(ImapMisbehaviour.AppendUidMissing);
            return new(ImapResult.Ok(code: tellsUid ? $"APPENDUID {mailbox.UidValidity} {message.Uid}" : null));
        }
    }

    static ReadOnlyMemory<byte> ReadContent(ImapSession session, ImapArguments arguments)
    {
        if (arguments.Peek == '{') return arguments.StringOctets();
        if (!session.UsesUtf8 || !arguments.TryAtom("UTF8")) throw new ImapSyntaxException("A message comes as a literal.");
        arguments.Space();
        arguments.Skip('(');
        if (arguments.Peek != '~') throw new ImapSyntaxException("A message in UTF-8 comes as a literal8.");
        var content = arguments.StringOctets();
        arguments.Skip(')');
        return content;
    }
}
