using System.Diagnostics;
using System.Globalization;

namespace AcMail.Benchmarks.Watching;

/// <summary>This program again, as a server.</summary>
sealed class ServerProcess : IDisposable
{
    readonly Process _process;

    ServerProcess(Process process, int port, string fingerprint) => (_process, Port, Fingerprint) = (process, port, fingerprint);

    public int Port { get; }

    public string Fingerprint { get; }

    public static async Task<ServerProcess> StartAsync(int users, int messages, CancellationToken cancellationToken)
    {
        string[] command = ["serve", "--users", users.ToString(CultureInfo.InvariantCulture), "--messages", messages.ToString(CultureInfo.InvariantCulture)];
        // Started by the dotnet host, the program is its first argument.
        string[] own = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. own, .. command]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var words = (await process.StandardOutput.ReadLineAsync(cancellationToken))!.Split(' ');
        return new(process, int.Parse(words[0], CultureInfo.InvariantCulture), words[1]);
    }

    public void Deliver(string user) => _process.StandardInput.WriteLine(user);

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill();
        _process.Dispose();
    }
}
