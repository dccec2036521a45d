using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Benchmarks.Maildrop;

/// <summary>What the distance to the server costs: a first download over a connection whose round trips take long, with PIPELINING and without.</summary>
static class LatencyCommand
{
    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "How many messages", DefaultValueFactory = _ => 1000 };
        var latency = new Option<int>("--latency") { Description = "Milliseconds of a round trip", DefaultValueFactory = _ => 50 };
        var command = new Command("pop-latency", "Downloads a maildrop in this process and prints seconds with PIPELINING and without.") { count, latency };
        command.SetAction(async (result, cancellationToken) =>
        {
            foreach (var pipelining in (bool[])[true, false])
            {
                var seconds = await MeasureAsync(result.GetValue(count), result.GetValue(latency), pipelining, cancellationToken);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} s {(pipelining ? "with" : "without")} PIPELINING"));
            }

            return 0;
        });
        return command;
    }

    static async Task<double> MeasureAsync(int count, int latency, bool pipelining, CancellationToken cancellationToken)
    {
        await using var server = MailServer.Start(o =>
        {
            o.Faults = [Fault.Slow(TimeSpan.FromMilliseconds(latency))];
            if (!pipelining) o.Profile = o.Profile with { Pop3 = o.Profile.Pop3.Without("PIPELINING") };
        });
        var user = server.AddUser("dmartin");
        for (var i = 0; i < count; i++) user.Inbox.Add(Encoding.ASCII.GetBytes($"Subject: {i}\r\n\r\n{new string('x', 1000)}\r\n"));
        var directory = Directory.CreateTempSubdirectory("acmail-latency-");
        try
        {
            var services = new ServiceCollection();
            services.AddAcMail().UseSqlite(o => o.Directory = directory.FullName).AddPop3Account("bench", o =>
            {
                o.EmailAddress = "david.martin@ac-lyon.fr";
                o.Password = "secret";
                o.Incoming = new() { Host = "127.0.0.1", Port = server.Pop3Port, UserName = "dmartin", Security = ConnectionSecurity.None, AllowInsecure = true };
            });
            await using var provider = services.BuildServiceProvider();
            var account = provider.GetRequiredService<IMailAccountProvider>()["bench"];
            var started = Stopwatch.GetTimestamp();
            var report = (await account.SynchronizeAsync(cancellationToken: cancellationToken)).EnsureSuccess();
            var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return report.MessagesAdded == count ? elapsed : throw new IOException($"{report.MessagesAdded} messages arrived instead of {count}.");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
