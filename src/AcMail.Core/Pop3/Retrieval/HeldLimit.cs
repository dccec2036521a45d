using MailKit;

namespace AcMail;

/// <summary>
/// How much MailKit holds of what a server sends. It reads the rest away, and keeps the connection, as where something cannot be parsed; the command ends with
/// <see cref="IsExceeded"/>.
/// </summary>
sealed class HeldLimit(long bytes) : ITransferProgress
{
    public static bool IsExceeded(Exception exception) => exception is ProtocolException { InnerException: FormatException };

    public void Report(long bytesTransferred)
    {
        if (bytesTransferred > bytes) throw new FormatException();
    }

    public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);
}
