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
        var server = new Option<string>("--server") { Description = "What eng/mailserver.sh start was given", Required = true };
        var deliveries = new Option<int>("--deliveries") { Description = "How many", DefaultValueFactory = _ => 500 };
        var command = new Command("watch-latency", "Appends to Dovecot's inbox by another connection, and times until the message can be read here.") { server, deliveries };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(server)!, result.GetValue(deliveries), cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(string server, int deliveries, CancellationToken cancellationToken)
    {
        using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(server, "endpoints.json"), cancellationToken));
        var (port, password) = (endpoints.RootElement.GetProperty("imaps").GetInt32(), endpoints.RootElement.GetProperty("password").GetString()!);
        var user = $"latency{Environment.ProcessId}";
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
                o.TrustedCertificates = [endpoints.RootElement.GetProperty("ca").GetString()!];
            });
            await using var provider = services.BuildServiceProvider();
            var (appended, told) = await MeasureAsync(other, provider.GetRequiredService<IMailAccountProvider>()["pro"], deliveries, cancellationToken);
            Print("from the beginning of APPEND", appended);
            Print("from its OK", told);
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    static async Task<(List<double> FromBeginning, List<double> FromOk)> MeasureAsync(
        ImapClient other, IMailAccount account, int deliveries, CancellationToken cancellationToken)
    {
        var (fromBeginning, fromOk) = (new List<double>(), new List<double>());
        var pending = Task.FromResult((Began: 0L, Ended: 0L));
        await foreach (var change in account.WatchAsync(cancellationToken))
        {
            if (change is WatchReported { Report.Failure: { } failure }) throw new MailException(failure);
            if (change is MessageArrived arrived)
            {
                await using var content = await account.Replica.OpenContentAsync(arrived.Message.Id, cancellationToken);
                await content.CopyToAsync(Stream.Null, cancellationToken);
                var read = Stopwatch.GetTimestamp();
                if (arrived.Message.Headers.Subject != Subject(fromOk.Count)) throw new InvalidOperationException($"{arrived.Message.Headers.Subject} came out of turn.");
                var (began, ended) = await pending;
                fromBeginning.Add(Stopwatch.GetElapsedTime(began, read).TotalMilliseconds);
                fromOk.Add(Stopwatch.GetElapsedTime(ended, read).TotalMilliseconds);
                if (fromOk.Count == deliveries) break;
            }
            else if (change is not WatchReported || fromOk.Count > 0)
            {
                continue;
            }

            // Not in step with any of the server's own timers, and long enough for the account to idle again.
            await Task.Delay(300 + Random.Shared.Next(400), cancellationToken);
            pending = AppendAsync(other, Subject(fromOk.Count), cancellationToken);
        }

        return (fromBeginning, fromOk);
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

    static void Print(string what, List<double> milliseconds)
    {
        milliseconds.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{milliseconds.Count} deliveries, {what}: median {milliseconds[milliseconds.Count / 2]:F1} ms, p99 {milliseconds[milliseconds.Count * 99 / 100]:F1} ms, most {milliseconds[^1]:F1} ms"));
    }
}
