using System.ComponentModel;
using System.Diagnostics;

namespace AcMail.Testing.Tests;

/// <summary>A client of Debian's, run unmodified as a process, with a directory of its own as its home.</summary>
sealed class DebianProgram(string name, string package) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Its home; it ends with this object.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("acmail-").FullName;

    /// <summary>Runs it to its end, which must be a success.</summary>
    /// <returns>What it wrote to its standard output and error.</returns>
    public async Task<string> RunAsync(string? input, params IEnumerable<string> arguments)
    {
        var (code, output) = await TryAsync(input, arguments);
        code.ShouldBe(0, $"{name} ended with {code}:\n{output}");
        return output;
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<(int Code, string Output)> TryAsync(string? input, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Home,
        };
        start.Environment["HOME"] = Home;
        using var process = Start(start);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{name} did not end within {Patience.TotalSeconds} s:\n{await output}{await error}");
        }

        return (process.ExitCode, await output + await error);
    }

    /// <summary>Writes a file into its home that nobody else may read; returns its path.</summary>
    public string Write(string file, string text, bool executable = false)
    {
        var path = Path.Combine(Home, file);
        File.WriteAllText(path, text);
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | (executable ? UnixFileMode.UserExecute : UnixFileMode.None);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
        return path;
    }

    /// <summary>Writes the certificate of the test's authority; returns its path.</summary>
    public string WriteAuthority() => Write("ca.pem", TestCertificateAuthority.Shared.Certificate.ExportCertificatePem());

    public void Dispose() => Directory.Delete(Home, recursive: true);

    Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{name} cannot be started. Install its Debian package: apt-get install {package}", e);
        }
    }
}
