using System.Text;
using AcMail.Core.IntegrationTests.Support;
using AcMail.Testing;

[assembly: AssemblyFixture(typeof(InProcessMailServer))]

namespace AcMail.Core.IntegrationTests.Support;

/// <summary>One server of AcMail.Testing for all tests, with every extension; each test has its own user.</summary>
public sealed class InProcessMailServer : ITestMailServer, IAsyncDisposable
{
    static readonly ServerProfile Profile = ServerProfile.Full with { Smtp = InProcessUsers.Refusing(ServerProfile.Full.Smtp) };

    readonly Testing.MailServer _server = Testing.MailServer.Start(o => o.Profile = Profile);
    readonly Lazy<string> _certificate = new(WriteCertificate);
    int _users;

    public string Password => InProcessUsers.Password;

    public string CertificateAuthority => _certificate.Value;

    public TestMailPorts Ports => new(_server.ImapPort, _server.ImapsPort, _server.Pop3sPort, _server.SubmissionPort);

    public string NewUser() => InProcessUsers.Add(_server, $"u{Interlocked.Increment(ref _users)}").Name;

    public void Deliver(string user, ReadOnlySpan<byte> content)
    {
        var lines = Encoding.Latin1.GetString(content).Replace("\r\n", "\n", StringComparison.Ordinal);
        _server.FindUser(user)!.Inbox.Add(Encoding.Latin1.GetBytes(lines.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_certificate.IsValueCreated) File.Delete(_certificate.Value);
    }

    static string WriteCertificate()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, TestCertificateAuthority.Shared.Certificate.ExportCertificatePem());
        return path;
    }
}
