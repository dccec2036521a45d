namespace AcMail.Testing;

/// <summary>Puts messages of the selected mailbox into another one; all of them or none.</summary>
sealed record MessageTransfer(ServerMailbox Target, uint UidValidity, IReadOnlyList<uint> Sources, IReadOnlyList<uint> Copies)
{
    /// <summary>The response code that names both (RFC 4315 §3), or <see langword="null"/> where the server tells none.</summary>
    public string? Code(ImapSession session)
    {
        if (!session.Has("UIDPLUS") || !Target.HasStickyUids || Sources.Count == 0) return null;
        if (session.Misbehaves(ImapMisbehaviour.CopyUidCutShort)) return $"COPYUID {UidValidity}";
        return $"COPYUID {UidValidity} {SequenceSet.Of(Sources)} {SequenceSet.Of(Copies)}";
    }

    /// <summary>Reads the set and the target of COPY or MOVE.</summary>
    public static TransferRequest Read(ImapSession session, ImapArguments arguments, bool uid)
    {
        arguments.Space();
        var set = arguments.SequenceSet();
        arguments.Space();
        var target = arguments.Mailbox();
        arguments.End();
        return new(session.Selected!.Resolve(set, uid), uid, target);
    }

    /// <summary>Copies; to be called under the user's gate. Returns <see langword="null"/> and why where that cannot be.</summary>
    public static MessageTransfer? Copy(ImapSession session, TransferRequest request, bool isMove, out ImapResult refusal)
    {
        if (MailboxLookup.Destination(session, request.Target, out refusal) is not { } mailbox) return null;
        var messages = request.Uids.Select(session.Selected!.Mailbox.Find).OfType<ServerMessage>().ToArray();
        // A UID that is not there is passed over (RFC 9051 §6.4.9), which a number cannot be.
        if (messages.Length < request.Uids.Count && (!request.AreUids || session.Misbehaves(ImapMisbehaviour.TransferOfGoneRefused)))
        {
            refusal = ImapResult.No("Some of the messages are not there any more.", "EXPUNGEISSUED");
            return null;
        }

        if (!QuotaRoot.HaveRoom(session, mailbox, messages.Sum(m => (long)m.Size), messages.Length, isMove))
        {
            refusal = QuotaRoot.Exceeded;
            return null;
        }

        if (session.Misbehaves(ImapMisbehaviour.TransfersForgotten)) messages = [];
        var permanent = PermanentFlags.Of(session, mailbox);
        var copies = messages.Select(m => mailbox.Add(m.Content, permanent.Keep(m.Flags), m.InternalDate, m.EmailId, m.Labels).Uid).ToArray();
        return new(mailbox, mailbox.UidValidity, [.. messages.Select(m => m.Uid)], copies);
    }
}
