using AcMail.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AcMail.Core.IntegrationTests.Support;

/// <summary>An application with one account of the test's own, and a store in a directory of its own.</summary>
sealed class TestAccount : IAsyncDisposable
{
    readonly string _directory;
    readonly MailProtocol _protocol;
    readonly Action<MailAccountOptions> _configure;
    readonly TimeProvider? _time;
    ServiceProvider _services;

    TestAccount(MailProtocol protocol, Action<MailAccountOptions> configure, TimeProvider? time = null, string? directory = null)
    {
        _time = time;
        _protocol = protocol;
        _directory = directory ?? Directory.CreateTempSubdirectory("acmail-test-").FullName;
        _configure = configure;
        _services = Build();
    }

    public IMailAccount Account => _services.GetRequiredKeyedService<IMailAccount>("test");

    public IStoreMaintenance Maintenance => _services.GetRequiredService<IStoreMaintenance>();

    /// <param name="directory">Where the program has put a replica of an account of this name; it is deleted with this.</param>
    public static TestAccount Imap(
        ITestMailServer server, string user, Action<MailAccountOptions>? configure = null, TimeProvider? time = null, string? directory = null) => new(
        MailProtocol.Imap,
        o =>
        {
            Common(o, server, user);
            o.Incoming = new() { Host = "localhost", Port = server.Ports.Imaps, UserName = user };
            configure?.Invoke(o);
        },
        time,
        directory);

    public static TestAccount Pop3(ITestMailServer server, string user, Action<MailAccountOptions>? configure = null) => new(MailProtocol.Pop3, o =>
    {
        Common(o, server, user);
        o.Incoming = new() { Host = "localhost", Port = server.Ports.Pop3s, UserName = user };
        configure?.Invoke(o);
    });

    /// <summary>Closes everything and starts anew on the same files, as a restarted process does.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    /// <summary>Takes the state file away, as a careless hand or a broken disk does; the packs stay.</summary>
    public async Task LoseStateAsync()
    {
        await _services.DisposeAsync();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_directory, "test"), "replica.db*")) File.Delete(file);
        _services = Build();
    }

    public async Task<SyncReport> SyncAsync()
    {
        var report = await Account.SynchronizeAsync(cancellationToken: TestContext.Current.CancellationToken);
        report.EnsureSuccess().Problems.ShouldBeEmpty();
        // Over IMAP a notice says that the server is not to be trusted; both of ours are.
        if (_protocol == MailProtocol.Imap) report.Notices.ShouldBeEmpty();
        return report;
    }

    public async Task<List<MessageInfo>> ListAsync(string? mailbox = null) =>
        await Account.Replica.ListAsync(new() { Mailbox = mailbox }).ToListAsync();

    public async Task<byte[]> ReadAsync(long id)
    {
        await using var content = await Account.Replica.OpenContentAsync(id);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>Proves that the replica holds what the server holds: mailboxes, UIDs, flags, and every byte.</summary>
    public async Task ShouldEqualAsync(RawImap server)
    {
        var mailboxes = (await Account.Replica.GetMailboxesAsync()).Where(m => m.Selectable).ToList();
        var names = await server.ListAsync();
        mailboxes.Select(m => m.Name).ShouldBe(names, ignoreOrder: true);
        foreach (var name in names)
        {
            var remote = await server.FetchAllAsync(name);
            var local = (await ListAsync(name)).ToDictionary(m => m.Uid);
            local.Keys.Order().SequenceEqual(remote.Keys).ShouldBeTrue(name);
            mailboxes.Single(m => m.Name == name).Messages.ShouldBe(remote.Count);
            foreach (var (uid, (content, flags)) in remote)
            {
                string.Join(' ', local[uid].Flags.ToNames().Order(StringComparer.Ordinal)).ShouldBe(flags, $"{name} {uid}");
                local[uid].Size.ShouldBe(content.Length);
                (await ReadAsync(local[uid].Id)).AsSpan().SequenceEqual(content).ShouldBeTrue($"{name} {uid}");
            }
        }

        var check = await Maintenance.CheckAsync("test");
        check.Problems.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    static void Common(MailAccountOptions o, ITestMailServer server, string user)
    {
        o.EmailAddress = $"{user}@ac-lyon.fr";
        o.Outgoing = new() { Host = "localhost", Port = server.Ports.Submission, UserName = user };
        o.Password = server.Password;
        o.TrustedCertificates = [server.CertificateAuthority];
    }

    ServiceProvider Build()
    {
        var services = new ServiceCollection();
        var builder = services.AddLogging().AddAcMail().UseSqlite(o => o.Directory = _directory);
        if (_time is not null) services.Replace(ServiceDescriptor.Singleton(_time));
        if (_protocol == MailProtocol.Imap) builder.AddImapAccount("test", _configure);
        else builder.AddPop3Account("test", _configure);
        return services.BuildServiceProvider();
    }
}
