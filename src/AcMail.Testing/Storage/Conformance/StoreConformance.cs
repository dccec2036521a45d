namespace AcMail.Testing;

/// <summary>
/// Proves that a store does what <c>AcMail.Storage</c> asks of it, with any test framework. An xUnit theory makes a test of each check:
/// <code>
/// public static TheoryData&lt;string&gt; Checks => [.. StoreConformance.All.Select(c => c.Name)];
///
/// [Theory, MemberData(nameof(Checks))]
/// public Task The_store_conforms(string check) => StoreConformance.RunAsync(check, () => new MyStoreFixture());
/// </code>
/// </summary>
public static class StoreConformance
{
    const int RandomChecks = 4;

    /// <summary>All checks: the sentences of the contract one by one, then random changes from a few seeds.</summary>
    public static IReadOnlyList<ConformanceCheck> All { get; } =
    [
        .. ContentChecks.All, .. SpoolChecks.All, .. CommitChecks.All, .. MailboxChecks.All, .. MessageChecks.All, .. RelinkChecks.All,
        .. RemovalChecks.All, .. FilingChecks.All, .. QueryChecks.All, .. PageChecks.All, .. SearchChecks.All, .. BodyChecks.All, .. ThreadChecks.All,
        .. PartialChecks.All, .. IdentityChecks.All, .. MarkChecks.All, .. TransferChecks.All, .. OfferChecks.All, .. StandingChecks.All,
        .. ServerChecks.All, .. FeedChecks.All, .. MaildropChecks.All, .. OutboxChecks.All, .. LeaseChecks.All, .. DurabilityChecks.All, .. ConcurrencyChecks.All,
        .. CancellationChecks.All, .. ClosingChecks.All, .. ArgumentChecks.All, .. MaintenanceChecks.All,
        .. Enumerable.Range(1, RandomChecks).Select(seed => RandomChanges(seed)),
    ];

    /// <summary>Runs the check of that name.</summary>
    /// <inheritdoc cref="ConformanceCheck.RunAsync"/>
    /// <exception cref="ArgumentException">There is no such check.</exception>
    public static Task RunAsync(string name, Func<IStoreFixture> create, CancellationToken cancellationToken = default)
    {
        var check = All.FirstOrDefault(c => c.Name == name) ?? throw new ArgumentException($"There is no check named \"{name}\".", nameof(name));
        return check.RunAsync(create, cancellationToken);
    }

    /// <summary>
    /// Applies random changes to a store, closes, opens and kills it in between, and compares all that can be read with a reference after each
    /// step. A failure is told with the shortest sequence found that still shows it.
    /// </summary>
    /// <param name="seed">The same seed gives the same changes.</param>
    /// <param name="sequences">How many sequences, each in a place of its own.</param>
    /// <param name="steps">How many steps each has.</param>
    public static ConformanceCheck RandomChanges(int seed, int sequences = 6, int steps = 20) => new(
        $"Random changes of seed {seed} lead where the reference says",
        (create, cancellationToken) => RandomSequences.RunAsync(seed, sequences, steps, create, cancellationToken));
}
