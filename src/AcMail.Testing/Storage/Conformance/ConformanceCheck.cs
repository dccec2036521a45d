namespace AcMail.Testing;

/// <summary>One thing that every store must do.</summary>
public sealed class ConformanceCheck
{
    readonly Func<Func<IStoreFixture>, CancellationToken, Task> _run;

    internal ConformanceCheck(string name, Func<StoreBench, Task> run)
        : this(name, (create, cancellationToken) => OnOneBenchAsync(create, run, cancellationToken))
    {
    }

    internal ConformanceCheck(string name, Func<Func<IStoreFixture>, CancellationToken, Task> run) => (Name, _run) = (name, run);

    /// <summary>What must hold, as a sentence. It names the check, and no other has the same.</summary>
    public string Name { get; }

    /// <summary>Runs the check.</summary>
    /// <param name="create">Makes an empty place for stores. Most checks ask once, random changes often.</param>
    /// <param name="cancellationToken">Gives up between two steps.</param>
    /// <exception cref="ConformanceException">The store does not do it.</exception>
    public async Task RunAsync(Func<IStoreFixture> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        try
        {
            // Away from a context that the test framework may have; checks need not mind it then.
            await Task.Run(() => _run(create, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (e is ConformanceException) throw new ConformanceException($"{Name}: {e.Message}", e.InnerException);
            throw new ConformanceException($"{Name}: nothing should have been thrown, and {e.GetType().Name} was: {e.Message}", e);
        }
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    static async Task OnOneBenchAsync(Func<IStoreFixture> create, Func<StoreBench, Task> run, CancellationToken cancellationToken)
    {
        await using var bench = new StoreBench(create(), cancellationToken);
        await run(bench);
        await bench.ProveAsync();
    }
}
