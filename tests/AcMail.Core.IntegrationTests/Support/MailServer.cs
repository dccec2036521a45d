using System.Diagnostics;
using System.Text.Json;
using AcMail.Core.IntegrationTests.Support;

[assembly: AssemblyFixture(typeof(MailServer))]

namespace AcMail.Core.IntegrationTests.Support;

/// <summary>Dovecot and Postfix on loopback, started once for all tests by <c>eng/mailserver.sh</c>; each test has its own user.</summary>
public sealed class MailServer : ITestMailServer, IAsyncLifetime
{
    static int _users;

    public string Directory { get; } = System.IO.Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"acmail-server-{Guid.NewGuid():N}")).FullName;

    public Endpoints Endpoints { get; private set; } = null!;

    public string Password => Endpoints.Password;

    public string CertificateAuthority => Endpoints.Ca;

    public TestMailPorts Ports => new(Endpoints.Imap, Endpoints.Imaps, Endpoints.Pop3s, Endpoints.Submission);

    public static string NewUser() => $"u{Environment.ProcessId}x{Interlocked.Increment(ref _users)}";

    public async ValueTask InitializeAsync()
    {
        await ScriptAsync("start", Directory);
        var json = await File.ReadAllTextAsync(Path.Combine(Directory, "endpoints.json"));
        Endpoints = JsonSerializer.Deserialize<Endpoints>(json, JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        await ScriptAsync("stop", Directory);
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>Stops Dovecot, and with it every connection.</summary>
    public void StopImap() => Run("doveadm", "-c", Endpoints.Dovecot, "stop");

    /// <summary>Starts Dovecot again on the same ports.</summary>
    public void StartImap() => Run("dovecot", "-c", Endpoints.Dovecot);

    string ITestMailServer.NewUser() => NewUser();

    /// <summary>Puts a message on the server's disk as it is, which APPEND does not allow for every content.</summary>
    public void Deliver(string user, ReadOnlySpan<byte> content)
    {
        var maildir = Path.Combine(Endpoints.Mail, user, "Maildir");
        if (!System.IO.Directory.Exists(maildir))
        {
            foreach (var part in (string[])["cur", "new", "tmp"]) System.IO.Directory.CreateDirectory(Path.Combine(maildir, part));
            Run("chown", "-R", $"{Endpoints.Uid}:{Endpoints.Gid}", Path.Combine(Endpoints.Mail, user));
        }

        File.WriteAllBytes(Path.Combine(maildir, "cur", $"{1_700_000_000 + Interlocked.Increment(ref _users)}.{Guid.NewGuid():N}:2,"), content);
    }

    static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    static async Task ScriptAsync(string verb, string directory)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "eng", "mailserver.sh"), verb, directory])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, errors);
    }
}

public sealed record Endpoints(
    string Ca, int Imap, int Imaps, int Pop3, int Pop3s, int Submission, int Submissions, int SmtpPlain, string Mail, string Password, Hosts Hosts,
    int Uid, int Gid, string Dovecot, string DovecotVersion);

public sealed record Hosts(string Expired, string WrongName, string NoTls);
