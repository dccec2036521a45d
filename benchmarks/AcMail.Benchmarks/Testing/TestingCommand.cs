using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using AcMail.Testing;

namespace AcMail.Benchmarks.Testing;

/// <summary>How many scenarios the in-process server serves: connect, log in, select, fetch ten messages, log out.</summary>
static class TestingCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long", DefaultValueFactory = _ => 10 };
        var client = new Option<string>("--client") { Description = "Which client asks", DefaultValueFactory = _ => "raw" };
        client.AcceptOnlyFromAmong("raw", "mailkit");
        var parallel = new Option<int>("--parallel")
        {
            Description = "How many clients at a time",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var command = new Command("testing", "Runs short IMAP scenarios on AcMail.Testing in memory and prints scenarios per second.")
        {
            seconds, client, parallel,
        };
        command.SetAction((result, _) => RunAsync(result.GetValue(seconds), result.GetValue(client)!, result.GetValue(parallel)));
        return command;
    }

    static async Task<int> RunAsync(int seconds, string client, int parallel)
    {
        await using var server = MailServer.Start();
        var inbox = server.AddUser("dmartin").Inbox;
        for (var i = 0; i < 100; i++) inbox.Add(Message(i));
        Func<MailServer, Task> scenario = client == "raw" ? RawScenario.RunAsync : MailKitScenario.RunAsync;

        // What is compiled on first use is not what is measured.
        await RunAsync(server, scenario, TimeSpan.FromSeconds(2), parallel);
        var (started, cpu, allocated) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var count = await RunAsync(server, scenario, TimeSpan.FromSeconds(seconds), parallel);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var (used, each) = (Environment.CpuUsage.TotalTime - cpu, (GC.GetTotalAllocatedBytes() - allocated) / count);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count / elapsed.TotalSeconds:F0} scenarios/s ({client}, {parallel} at a time), "
            + $"{used.TotalMicroseconds / count:F0} µs of processor and {each / 1e3:F0} kB each"));
        return server.UnhandledErrors.Count == 0 ? 0 : 1;
    }

    static async Task<int> RunAsync(MailServer server, Func<MailServer, Task> scenario, TimeSpan time, int parallel)
    {
        var (started, count) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => Task.Run(async () =>
        {
            for (; Stopwatch.GetElapsedTime(started) < time; Interlocked.Increment(ref count)) await scenario(server);
        })));
        return count;
    }

    static byte[] Message(int number) => Encoding.ASCII.GetBytes(
        $"From: Vie scolaire <vie-scolaire@ac-lyon.fr>\r\nTo: david.martin@ac-lyon.fr\r\nSubject: Absences {number}\r\n"
        + $"Message-ID: <{number}@ac-lyon.fr>\r\n\r\n"
        + string.Concat(Enumerable.Repeat("A line of text that somebody wrote, sixty-four octets in length.\r\n", 30)));
}
