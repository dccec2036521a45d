namespace AcMail.Testing;

/// <summary>The parameters of SELECT and EXAMINE (RFC 7162).</summary>
/// <param name="CondStore">Whether MODSEQ is to be reported from now on.</param>
/// <param name="Resync">What the client knows already, or <see langword="null"/>.</param>
sealed record SelectParameters(bool CondStore, QuickResync? Resync)
{
    public static SelectParameters Read(ImapSession session, ImapArguments arguments)
    {
        var read = new SelectParameters(false, null);
        if (arguments.AtEnd) return read;
        arguments.Space();
        arguments.List(a => read = read.With(session, a));
        return read;
    }

    SelectParameters With(ImapSession session, ImapArguments arguments)
    {
        if (session.Has("CONDSTORE") && arguments.TryAtom("CONDSTORE")) return this with { CondStore = true };
        if (!session.Has("QRESYNC") || !arguments.TryAtom("QRESYNC")) throw new ImapSyntaxException("Unknown parameter of SELECT.");
        if (!session.Enabled("QRESYNC")) throw new ImapSyntaxException("QRESYNC must be enabled first.");
        if (session.Misbehaves(ImapMisbehaviour.QresyncRefused)) throw new ImapSyntaxException("Invalid parameter of SELECT.");
        arguments.Space();
        return this with { Resync = QuickResync.Read(arguments) };
    }
}
