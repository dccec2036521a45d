namespace AcMail.Benchmarks.Sending;

/// <summary>One way to send.</summary>
interface IMailer : IAsyncDisposable
{
    /// <summary>Sends message <paramref name="number"/> and returns when the server has accepted it.</summary>
    Task SendAsync(int number, CancellationToken cancellationToken);
}
