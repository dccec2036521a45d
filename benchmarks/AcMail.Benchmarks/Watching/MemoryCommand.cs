using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AcMail.Benchmarks.Watching;

/// <summary>What it costs in memory to watch many accounts over TLS at once.</summary>
static class MemoryCommand
{
    public static Command Create()
    {
        var accounts = new Option<int>("--accounts") { Description = "How many accounts", DefaultValueFactory = _ => 1000 };
        var mode = new Option<string>("--mode") { Description = "By which library", DefaultValueFactory = _ => "acmail" };
        mode.AcceptOnlyFromAmong("acmail", "mailkit");
        var settle = new Option<int>("--settle") { Description = "Seconds of rest before it is measured", DefaultValueFactory = _ => 60 };
        var command = new Command("watch-memory", "Watches many accounts over TLS and prints the memory that each takes.") { accounts, mode, settle };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(accounts), result.GetValue(mode)!, TimeSpan.FromSeconds(result.GetValue(settle)), cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(int accounts, string mode, TimeSpan settle, CancellationToken cancellationToken)
    {
        using var server = await ServerProcess.StartAsync(accounts + 1, 10, cancellationToken);
        var directory = Directory.CreateTempSubdirectory("acmail-watch-");
        try
        {
            // One of each first, so that code and caches that all share are not counted.
            await using var one = await StartAsync(mode, server, 0, 1, directory.FullName, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
            var before = Memory.Measure();
            var started = Stopwatch.GetTimestamp();
            await using var all = await StartAsync(mode, server, 1, accounts, directory.FullName, cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mode}: {accounts} accounts idle after {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s"));
            await Task.Delay(settle, cancellationToken);
            var asIs = Memory.ResidentNow();
            var after = Memory.Measure();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"per account: {(after.Managed - before.Managed) / 1024.0 / accounts:F1} KB managed, {(after.Resident - before.Resident) / 1024.0 / accounts:F1} KB resident ({(asIs - before.Resident) / 1024.0 / accounts:F1} KB before a collection), {Memory.Files() / (double)accounts:F2} file handles"));
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    static Task<IAsyncDisposable> StartAsync(string mode, ServerProcess server, int first, int count, string directory, CancellationToken cancellationToken) =>
        mode == "acmail" ? StartAcMailAsync(server, first, count, directory, cancellationToken) : StartMailKitAsync(server, first, count, cancellationToken);

    static async Task<IAsyncDisposable> StartAcMailAsync(ServerProcess server, int first, int count, string directory, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        var builder = services.AddAcMail().UseSqlite(o => o.Directory = directory).AddBackgroundSync();
        for (var i = first; i < first + count; i++)
        {
            var user = $"u{i}";
            builder.AddImapAccount(user, o =>
            {
                o.EmailAddress = "david.martin@ac-lyon.fr";
                o.Password = "secret";
                o.Incoming = new() { Host = "localhost", Port = server.Port, UserName = user };
                o.PinnedFingerprints = [server.Fingerprint];
            });
        }

        var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(cancellationToken);
        var accounts = provider.GetRequiredService<IMailAccountProvider>();
        foreach (var name in accounts.Names)
        {
            await foreach (var change in accounts[name].WatchAsync(cancellationToken))
            {
                if (change is not WatchReported reported) continue;
                if (reported.Report.Failure is { } failure) throw new MailException(failure);
                break;
            }
        }

        return new Host(provider);
    }

    static async Task<IAsyncDisposable> StartMailKitAsync(ServerProcess server, int first, int count, CancellationToken cancellationToken)
    {
        var clients = new Clients();
        for (var i = first; i < first + count; i++)
        {
            var client = new ImapClient { ServerCertificateValidationCallback = (_, _, _, _) => true };
            await client.ConnectAsync("localhost", server.Port, SecureSocketOptions.SslOnConnect, cancellationToken);
            await client.AuthenticateAsync($"u{i}", "secret", cancellationToken);
            await client.Inbox!.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
            clients.Add(client);
        }

        return clients;
    }

    sealed class Host(ServiceProvider services) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var service in services.GetServices<IHostedService>()) await service.StopAsync(CancellationToken.None);
            await services.DisposeAsync();
        }
    }

    sealed class Clients : IAsyncDisposable
    {
        readonly List<(ImapClient Client, CancellationTokenSource Done, Task Idle)> _clients = [];

        public void Add(ImapClient client)
        {
            var done = new CancellationTokenSource();
            _clients.Add((client, done, client.IdleAsync(done.Token, CancellationToken.None)));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (client, done, idle) in _clients)
            {
                await done.CancelAsync();
                await idle;
                client.Dispose();
                done.Dispose();
            }
        }
    }
}
