using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>A place of its own for the stores under test, empty at first. Each check gets a new one and disposes of it.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    /// <summary>
    /// Opens stores in this place, also several of one account at a time, as several processes would. It is asked again after a crash.
    /// </summary>
    IMailStoreProvider Stores { get; }

    /// <summary>Checks, rebuilds and compacts those stores.</summary>
    /// <value>The default, <see langword="null"/>, is for stores that cannot; the checks of it are passed over then.</value>
    IStoreMaintenance? Maintenance => null;

    /// <summary>
    /// Ends everything that is open as a kill of the process would, and leaves what is durable to <see cref="Stores"/>. What was open is
    /// disposed of afterwards, which must not change anything any more.
    /// </summary>
    /// <returns>Whether it did. The default does not; the checks close and open stores instead, and prove less.</returns>
    ValueTask<bool> TryCrashAsync() => new(false);
}
