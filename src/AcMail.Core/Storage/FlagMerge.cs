namespace AcMail.Storage;

/// <summary>Merges the flags of the two sides with what both had before. Pure; every store applies it where flags are observed.</summary>
public static class FlagMerge
{
    /// <summary>
    /// The flags that a message has here once the server's are known: a flag that one side changed since the last common state is as that side has it.
    /// Per flag, <c>(b∧l∧r) ∨ ((l∨r)∧¬b)</c>.
    /// </summary>
    /// <param name="common">The last common state.</param>
    /// <param name="local">The flags here.</param>
    /// <param name="remote">The flags on the server.</param>
    /// <param name="uncertain">
    /// Flags of which a change was sent and nobody knows whether it took effect: what the server shows may be our own change, so that the local side counts.
    /// </param>
    public static MailFlags Merge(MailFlags common, MailFlags local, MailFlags remote, MailFlags uncertain) => common == local && uncertain.IsEmpty
        ? remote
        : remote.Intersect(local).Union(remote.Except(common)).Union(local.Except(common))
            .Union(local.Intersect(uncertain)).Except(uncertain.Except(local));
}
