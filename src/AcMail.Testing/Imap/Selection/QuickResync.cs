namespace AcMail.Testing;

/// <summary>What a client knows of a mailbox that it selects (RFC 7162 §3.2.5).</summary>
/// <param name="UidValidity">Under this UIDVALIDITY.</param>
/// <param name="ModSeq">Up to this mod-sequence.</param>
/// <param name="KnownUids">Of these messages only, or <see langword="null"/> for all.</param>
sealed record QuickResync(uint UidValidity, ulong ModSeq, SequenceSet? KnownUids)
{
    public static QuickResync Read(ImapArguments arguments)
    {
        arguments.Skip('(');
        var validity = arguments.Number();
        arguments.Space();
        var read = new QuickResync(validity, arguments.Number64(), null);
        if (arguments.TrySkip(' ') && arguments.Peek != '(')
        {
            read = read with { KnownUids = KnownSet(arguments) };
            if (arguments.TrySkip(' ')) SkipMatchData(arguments);
        }
        else if (arguments.Peek == '(')
        {
            SkipMatchData(arguments);
        }

        arguments.Skip(')');
        return read;
    }

    /// <summary>Reports what went and what changed since; nothing where the UIDVALIDITY is another one now.</summary>
    public void Report(ImapSession session, SelectedMailbox selected)
    {
        if (UidValidity != selected.UidValidity) return;
        var vanished = selected.Mailbox.ExpungedSince(ModSeq).Where(IsKnown).ToArray();
        if (SelectionMisconduct.Vanished(session, vanished) is { } set) session.Untagged($"VANISHED (EARLIER) {set}");
        foreach (var message in selected.Mailbox.Messages.Where(m => m.ModSeq > ModSeq && IsKnown(m.Uid)))
            session.Untagged(ViewReport.FetchOf(session, selected, message, withUid: true));
    }

    bool IsKnown(uint uid) => KnownUids?.Contains(uid, uint.MaxValue) ?? true;

    static SequenceSet KnownSet(ImapArguments arguments)
    {
        var set = arguments.SequenceSet();
        return set.HasStar ? throw new ImapSyntaxException("A set of known messages may not hold *.") : set;
    }

    // It spares a server that has forgotten its expunges some guesses (§3.2.5.2); this one remembers them all.
    static void SkipMatchData(ImapArguments arguments)
    {
        arguments.Skip('(');
        KnownSet(arguments);
        arguments.Space();
        KnownSet(arguments);
        arguments.Skip(')');
    }
}
