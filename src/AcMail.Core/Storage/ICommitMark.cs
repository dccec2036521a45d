namespace AcMail.Storage;

/// <summary>A store that tells without being opened for reading whether another process may have committed to it.</summary>
interface ICommitMark
{
    /// <summary>Differs after a commit from what it was before, and may differ without one.</summary>
    long CommitMark { get; }
}
