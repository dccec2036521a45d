namespace AcMail.Testing;

/// <summary>Puts messages of the selected mailbox into another one; all of them or none.</summary>
sealed record MessageTransfer(ServerMailbox Target, uint UidValidity, IReadOnlyList<uint> Sources, IReadOnlyList<uint> Copies)
{
    /// <summary>The response code that names both (RFC 4315 §3), or <see langword="null"/> where the server tells none.</summary>
    public string? Code(ImapSession session)
    {
        if (!session.Has("UIDPLUS") || Sources.Count == 0) return null;
        if (session.Misbehaves(ImapMisbehaviour.CopyUidCutShort)) return $"COPYUID {UidValidity}";
        return $"COPYUID {UidValidity} {SequenceSet.Of(Sources)} {SequenceSet.Of(Copies)}";
    }

    /// <summary>Reads the set and the target of COPY or MOVE.</summary>
    public static (IReadOnlyList<uint> Uids, string Target) Read(ImapSession session, ImapArguments arguments, bool uid)
    {
        arguments.Space();
        var set = arguments.SequenceSet();
        arguments.Space();
        var target = arguments.Mailbox();
        arguments.End();
        return (session.Selected!.Resolve(set, uid), target);
    }

    /// <summary>Copies; to be called under the user's gate. Returns <see langword="null"/> and why where that cannot be.</summary>
    public static MessageTransfer? Copy(ImapSession session, IReadOnlyList<uint> uids, string target, bool isMove, out ImapResult refusal)
    {
        if (MailboxLookup.Destination(session, target, out refusal) is not { } mailbox) return null;
        var messages = uids.Select(session.Selected!.Mailbox.Find).OfType<ServerMessage>().ToArray();
        if (!isMove && !QuotaUsage.HasRoom(session, messages.Sum(m => (long)m.Size), messages.Length))
        {
            refusal = QuotaUsage.Exceeded;
            return null;
        }

        var copies = messages.Select(m => mailbox.Add(m.Content, m.Flags, m.InternalDate, m.EmailId, m.Labels).Uid).ToArray();
        return new(mailbox, mailbox.UidValidity, [.. messages.Select(m => m.Uid)], copies);
    }
}
