namespace AcMail.Testing;

/// <summary>What a STORE asks for (RFC 9051 §6.4.6, RFC 7162 §3.1.3).</summary>
/// <param name="Set">Of which messages.</param>
/// <param name="UnchangedSince">Only where the mod-sequence is not greater.</param>
/// <param name="Mode">How the names are applied.</param>
/// <param name="Names">The flags or labels.</param>
/// <param name="AreLabels">Whether they are labels of Gmail.</param>
/// <param name="IsSilent">Whether the client does not want to be told the result.</param>
sealed record StoreRequest(SequenceSet Set, ulong? UnchangedSince, StoreMode Mode, FlagSet Names, bool AreLabels, bool IsSilent)
{
    public static StoreRequest Read(ImapArguments arguments, ImapSession session)
    {
        arguments.Space();
        var set = arguments.SequenceSet();
        arguments.Space();
        ulong? unchangedSince = null;
        if (session.HasModSequences && arguments.Peek == '(')
        {
            unchangedSince = ReadModifier(arguments);
            arguments.Space();
        }

        var mode = arguments.TrySkip('+') ? StoreMode.Add : arguments.TrySkip('-') ? StoreMode.Remove : StoreMode.Replace;
        var item = arguments.Keyword().ToUpperInvariant();
        var isSilent = item.EndsWith(".SILENT", StringComparison.Ordinal);
        var areLabels = session.Has("X-GM-EXT-1") && item is "X-GM-LABELS" or "X-GM-LABELS.SILENT";
        if (!areLabels && item is not ("FLAGS" or "FLAGS.SILENT")) throw new ImapSyntaxException($"There is no item {item} to store.");
        arguments.Space();
        var names = areLabels ? FlagSet.Of(arguments.List(GmailLabels.Read)) : arguments.BareOrListFlags();
        arguments.End();
        return new(set, unchangedSince, mode, names, areLabels, isSilent);
    }

    public FlagSet Apply(FlagSet current) => Mode switch
    {
        StoreMode.Add => current.With(Names),
        StoreMode.Remove => current.Without(Names),
        _ => Names,
    };

    static ulong ReadModifier(ImapArguments arguments) => arguments.List(a =>
    {
        if (!a.TryAtom("UNCHANGEDSINCE")) throw new ImapSyntaxException("There is no such modifier of STORE.");
        a.Space();
        return a.Number64();
    }) is [var unchangedSince] ? unchangedSince : throw new ImapSyntaxException("One modifier of STORE is expected.");
}
