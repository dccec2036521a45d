using System.Runtime.InteropServices;

namespace AcMail.Cli;

/// <summary>The first Ctrl-C or termination request asks the command to stop; a second one ends the process at once.</summary>
sealed class Signals : IDisposable
{
    readonly CancellationTokenSource _cancellation = new();
    readonly List<PosixSignalRegistration> _registrations;

    public Signals() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    public CancellationToken Token => _cancellation.Token;

    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _cancellation.Dispose();
    }

    void Handle(PosixSignalContext context)
    {
        if (_cancellation.IsCancellationRequested) return;
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGTERM) ExitCode = ExitCodes.Terminated;
        _cancellation.Cancel();
    }
}
