using System.Collections;

namespace AcMail.Testing;

/// <summary>The faults of a running server. What is added holds at once, also for sessions that are under way.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class FaultSet : IReadOnlyCollection<Fault>
{
    readonly Lock _gate = new();
    volatile ArmedFault[] _armed;

    internal FaultSet(IEnumerable<Fault> faults) => _armed = [.. faults.Select(f => new ArmedFault(f))];

    /// <inheritdoc/>
    public int Count => _armed.Length;

    /// <summary>Those that have struck, in the order of their addition.</summary>
    public IReadOnlyList<Fault> Struck => [.. _armed.Where(a => a.Strike.IsCompleted).Select(a => a.Fault)];

    internal ArmedFault[] Armed => _armed;

    /// <summary>Adds a fault; adding it again lets it strike again.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate) _armed = [.. _armed, new(fault)];
    }

    /// <summary>Takes all faults away. What stalls already stays so.</summary>
    public void Clear()
    {
        lock (_gate) _armed = [];
    }

    /// <summary>Ends when a fault of this set has struck.</summary>
    /// <exception cref="InvalidOperationException">It is not in the set.</exception>
    public Task WhenStruckAsync(Fault fault) => Array.FindLast(_armed, a => a.Fault == fault)?.Strike
        ?? throw new InvalidOperationException($"There is no fault \"{fault}\" here.");

    /// <inheritdoc/>
    public IEnumerator<Fault> GetEnumerator() => _armed.Select(a => a.Fault).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
