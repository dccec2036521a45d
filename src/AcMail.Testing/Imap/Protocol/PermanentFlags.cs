namespace AcMail.Testing;

/// <summary>Which flags of a mailbox a client can change for good (RFC 9051 §7.1, PERMANENTFLAGS).</summary>
sealed class PermanentFlags
{
    const string AnyKeyword = @"\*";

    readonly FlagSet? _names;

    PermanentFlags(FlagSet? names) => _names = names;

    public static PermanentFlags Of(ImapSession session, ServerMailbox mailbox) =>
        new(mailbox.PermanentFlags ?? session.Profile.PermanentFlags);

    /// <summary>What SELECT tells, where <paramref name="known"/> are the flags in use.</summary>
    public string Tell(IEnumerable<string> known) =>
        string.Join(' ', MayHold(AnyKeyword) ? known.Where(MayHold).Append(AnyKeyword) : _names!);

    /// <summary>Those of <paramref name="flags"/> that last.</summary>
    public FlagSet Keep(FlagSet flags) => _names is null ? flags : FlagSet.Of(flags.Where(MayHold));

    /// <summary>What becomes of <paramref name="current"/> when a client asks for <paramref name="wanted"/>.</summary>
    public FlagSet Change(FlagSet current, FlagSet wanted) =>
        _names is null ? wanted : FlagSet.Of(current.Where(f => !MayHold(f)).Concat(wanted.Where(MayHold)));

    bool MayHold(string flag) => _names is null || _names.Contains(flag) || (flag[0] != '\\' && _names.Contains(AnyKeyword));
}
