namespace AcMail.Testing;

/// <summary>Something that goes wrong at one commit of an <see cref="InMemoryMailStoreProvider"/>.</summary>
/// <param name="Commit">Which commit, counted from 1 over all accounts.</param>
/// <param name="Moment">When.</param>
/// <param name="Failure">
/// The kind of the <see cref="MailException"/> that the commit throws and everything goes on after; <see langword="null"/>, the default, ends the
/// program as a kill would (<see cref="InMemoryMailStoreProvider.Crash"/>). A commit that fails has applied nothing, so it cannot fail
/// <see cref="StoreFaultMoment.After"/>.
/// </param>
public sealed record StoreFault(int Commit, StoreFaultMoment Moment, MailErrorKind? Failure = null)
{
    /// <summary>A kill before, during and after each of <paramref name="commits"/> commits.</summary>
    /// <example><code>
    /// foreach (var kill in StoreFault.KillsAround(commits))
    /// {
    ///     var stores = new InMemoryMailStoreProvider { Fault = kill };
    ///     await RunUntilKilledAsync(stores);
    ///     await RunAndProveAsync(stores);
    /// }
    /// </code></example>
    public static IEnumerable<StoreFault> KillsAround(int commits) => Around(commits, Enum.GetValues<StoreFaultMoment>(), null);

    /// <summary>A failure before and during each of <paramref name="commits"/> commits.</summary>
    public static IEnumerable<StoreFault> FailuresOf(int commits, MailErrorKind failure = MailErrorKind.StorageFull) =>
        Around(commits, [StoreFaultMoment.Before, StoreFaultMoment.During], failure);

    static IEnumerable<StoreFault> Around(int commits, StoreFaultMoment[] moments, MailErrorKind? failure) =>
        Enumerable.Range(1, commits).SelectMany(_ => moments, (commit, moment) => new StoreFault(commit, moment, failure));
}
