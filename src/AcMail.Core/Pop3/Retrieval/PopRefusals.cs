using AcMail.Storage;

namespace AcMail;

/// <summary>
/// What the server refused to give out in a pass. Another client may have deleted the message since the session began, which the next session tells: what is
/// refused for the first time is told as a problem only where that one does not explain it. Each message is told once.
/// </summary>
sealed class PopRefusals(SyncPass pass, MailboxTally tally)
{
    readonly Dictionary<string, MailFailure> _unexplained = new(StringComparer.Ordinal);
    readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Whether another session may explain something.</summary>
    public bool AnyUnexplained => _unexplained.Count > 0;

    /// <param name="entry">What was asked for.</param>
    /// <param name="reply">The server's words.</param>
    /// <param name="known">What is known of it. What was refused before is no news, and what has no name cannot be looked for.</param>
    public void Add(DropListingEntry entry, string reply, DropEntry? known)
    {
        var failure = PopFailures.Unreadable(entry, reply);
        if (known is null && entry.UniqueId.Length > 0) _unexplained[entry.UniqueId] = failure;
        else Tell(entry.UniqueId, failure);
    }

    /// <summary>A listing came: what it lacks is gone, and the rest is asked for again.</summary>
    public void Explain() => _unexplained.Clear();

    /// <summary>No other session comes.</summary>
    public void TellAll()
    {
        foreach (var (name, failure) in _unexplained) Tell(name, failure);
        _unexplained.Clear();
    }

    void Tell(string name, MailFailure failure)
    {
        if (name.Length == 0 || _told.Add(name)) pass.AddProblem(tally, name, failure);
    }
}
