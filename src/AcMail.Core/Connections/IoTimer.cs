using System.Net.Sockets;

namespace AcMail;

/// <summary>Gives socket calls a time limit without a new timer for each. One call at a time.</summary>
sealed class IoTimer : IDisposable
{
    CancellationTokenSource _expired = new();

    /// <summary>What the guarded call has to watch.</summary>
    public CancellationToken Token => _expired.Token;

    /// <exception cref="TimeoutException">The call took longer than <paramref name="timeout"/> milliseconds.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<int> RunAsync<TState>(
        Socket socket, Func<TState, ValueTask<int>> call, TState state, int timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var pending = call(state);
            if (pending.IsCompleted) return await pending.ConfigureAwait(false);
            return await WaitAsync(pending, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"No answer within {timeout} ms.", e);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException("The connection was closed.", e);
        }
    }

    async ValueTask<int> WaitAsync(ValueTask<int> pending, int timeout, CancellationToken cancellationToken)
    {
        _expired.CancelAfter(timeout);
        var cancelled = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _expired);
        var count = await pending.ConfigureAwait(false);
        await cancelled.DisposeAsync().ConfigureAwait(false);
        if (!_expired.TryReset()) Renew();
        return count;
    }

    /// <summary>The time ran out, or the caller cancelled, just after the answer had come: that is not the next call's business.</summary>
    void Renew()
    {
        _expired.Dispose();
        _expired = new();
    }

    public void Dispose() => _expired.Dispose();
}
