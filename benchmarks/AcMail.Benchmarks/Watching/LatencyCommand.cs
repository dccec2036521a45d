using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace AcMail.Benchmarks.Watching;

/// <summary>How long it takes from a delivery until the watcher is told and has read the message from the store.</summary>
static class LatencyCommand
{
    public static Command Create()
    {
        var server = new Option<string?>("--server") { Description = "What eng/mailserver.sh start was given; without it, a server that tells at once" };
        var deliveries = new Option<int>("--deliveries") { Description = "How many", DefaultValueFactory = _ => 500 };
        var command = new Command("watch-latency", "Appends to an inbox by another connection, and times until the message can be read here.") { server, deliveries };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(server), result.GetValue(deliveries), cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(string? directory, int deliveries, CancellationToken cancellationToken)
    {
        if (directory is null)
        {
            using var server = await ServerProcess.StartAsync(1, 0, cancellationToken);
            return await RunAsync(server.Port, "u0", "secret", o => o.PinnedFingerprints = [server.Fingerprint], deliveries, cancellationToken);
        }

        using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(directory, "endpoints.json"), cancellationToken));
        var root = endpoints.RootElement;
        return await RunAsync(
            root.GetProperty("imaps").GetInt32(), $"latency{Environment.ProcessId}", root.GetProperty("password").GetString()!,
            o => o.TrustedCertificates = [root.GetProperty("ca").GetString()!], deliveries, cancellationToken);
    }

    static async Task<int> RunAsync(
        int port, string user, string password, Action<MailAccountOptions> trust, int deliveries, CancellationToken cancellationToken)
    {
        using var other = new ImapClient { ServerCertificateValidationCallback = (_, _, _, _) => true };
        await other.ConnectAsync("localhost", port, SecureSocketOptions.SslOnConnect, cancellationToken);
        await other.AuthenticateAsync(user, password, cancellationToken);
        var directory = Directory.CreateTempSubdirectory("acmail-latency-");
        try
        {
            var services = new ServiceCollection();
            services.AddAcMail().UseSqlite(o => o.Directory = directory.FullName).AddImapAccount("pro", o =>
            {
                o.EmailAddress = "david.martin@ac-lyon.fr";
                o.Password = password;
                o.Incoming = new() { Host = "localhost", Port = port, UserName = user };
                trust(o);
            });
            await using var provider = services.BuildServiceProvider();
            using var bare = await BareIdle.StartAsync(port, user, password, cancellationToken);
            var times = await MeasureAsync(other, bare, provider.GetRequiredService<IMailAccountProvider>()["pro"], deliveries, cancellationToken);
            Print("from the beginning of APPEND until it was read", times.Select(t => Stopwatch.GetElapsedTime(t.Began, t.Read)));
            Print("from its OK until it was read", times.Select(t => Stopwatch.GetElapsedTime(t.Ended, t.Read)));
            Print("from its OK until a bare socket that idles beside was told", times.Select(t => Stopwatch.GetElapsedTime(t.Ended, t.Told)));
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    static async Task<List<(long Began, long Ended, long Told, long Read)>> MeasureAsync(
        ImapClient other, BareIdle bare, IMailAccount account, int deliveries, CancellationToken cancellationToken)
    {
        var times = new List<(long Began, long Ended, long Told, long Read)>();
        var pending = Task.FromResult((Began: 0L, Ended: 0L));
        await foreach (var change in account.WatchAsync(cancellationToken))
        {
            if (change is WatchReported { Report.Failure: { } failure }) throw new MailException(failure);
            if (change is MessageArrived arrived)
            {
                await using var content = await account.Replica.OpenContentAsync(arrived.Message.Id, cancellationToken);
                await content.CopyToAsync(Stream.Null, cancellationToken);
                var read = Stopwatch.GetTimestamp();
                if (arrived.Message.Headers.Subject != Subject(times.Count)) throw new InvalidOperationException($"{arrived.Message.Headers.Subject} came out of turn.");
                var (began, ended) = await pending;
                times.Add((began, ended, await bare.ToldAsync(times.Count + 1, cancellationToken), read));
                if (times.Count == deliveries) break;
            }
            else if (change is not WatchReported || times.Count > 0)
            {
                continue;
            }

            // Not in step with any of the server's own timers, and long enough for the account to idle again.
            await Task.Delay(300 + Random.Shared.Next(400), cancellationToken);
            pending = AppendAsync(other, Subject(times.Count), cancellationToken);
        }

        return times;
    }

    static async Task<(long Began, long Ended)> AppendAsync(ImapClient other, string subject, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes($"From: David MARTIN <david.martin@ac-lyon.fr>\r\nSubject: {subject}\r\n\r\n{new string('x', 3000)}\r\n"));
        using var message = await MimeMessage.LoadAsync(bytes, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await other.Inbox!.AppendAsync(new AppendRequest(message), cancellationToken);
        return (began, Stopwatch.GetTimestamp());
    }

    static string Subject(int number) => string.Create(CultureInfo.InvariantCulture, $"message {number}");

    static void Print(string what, IEnumerable<TimeSpan> times)
    {
        var milliseconds = times.Select(t => t.TotalMilliseconds).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{milliseconds.Count} deliveries, {what}: median {milliseconds[milliseconds.Count / 2]:F1} ms, p99 {milliseconds[milliseconds.Count * 99 / 100]:F1} ms, most {milliseconds[^1]:F1} ms"));
    }
}
