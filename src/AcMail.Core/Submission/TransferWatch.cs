using MailKit;

namespace AcMail;

/// <summary>Knows whether the whole message has gone out: before that, a server that loses the connection discards it (RFC 5321 §4.1.1.4).</summary>
sealed class TransferWatch(long size) : ITransferProgress
{
    long _sent;

    public bool IsComplete => Volatile.Read(ref _sent) >= size;

    public void Report(long bytesTransferred, long totalSize) => Volatile.Write(ref _sent, bytesTransferred);

    public void Report(long bytesTransferred) => Volatile.Write(ref _sent, bytesTransferred);

    /// <summary>Cancels what sends the message, unless it has gone out.</summary>
    public void Cancel(CancellationTokenSource sending)
    {
        if (!IsComplete) sending.Cancel();
    }
}
