namespace AcMail.Storage;

/// <summary>
/// The directory that the configuration names for replicas, <c>Directory</c> beside <c>Accounts</c>: a service that is registered where there is one. A store
/// on a disk takes it where code names no other.
/// </summary>
/// <param name="path">The directory.</param>
public sealed class StoreDirectory(string path)
{
    /// <summary>The directory. A relative path starts at the current directory.</summary>
    public string Path { get; } = path;
}
