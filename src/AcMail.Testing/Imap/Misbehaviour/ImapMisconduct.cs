namespace AcMail.Testing;

/// <summary>Asks the profile whether to misbehave.</summary>
static class ImapMisconduct
{
    /// <summary>Whether it may, for where it costs something to find out whether there is occasion.</summary>
    public static bool MayMisbehave(this ImapSession session, ImapMisbehaviour misbehaviour) =>
        !session.Profile.Misbehaviours.IsEmpty && session.Profile.Misbehaviours.ContainsKey(misbehaviour);

    /// <summary>To be asked only where there is occasion: what is done once is done then.</summary>
    public static bool Misbehaves(this ImapSession session, ImapMisbehaviour misbehaviour) =>
        !session.Profile.Misbehaviours.IsEmpty && session.Profile.Misbehaviours.TryGetValue(misbehaviour, out var repetition)
        && session.Server.Occurrences.Happens(session.Profile, misbehaviour, repetition);
}
