using System.Diagnostics.CodeAnalysis;

namespace AcMail.Testing;

/// <summary>The stream of a connection, which TLS and DEFLATE replace by another one. One task at a time reads from it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore never makes a wait handle.")]
sealed class Wire(Stream stream)
{
    readonly SemaphoreSlim _reading = new(1);

    public Stream Stream { get; set; } = stream;

    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Stream.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Drops what comes until the client has gone.</summary>
    public async Task SwallowAsync(CancellationToken cancellationToken)
    {
        var dropped = new byte[4096];
        while (await ReadAsync(dropped, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }
}
