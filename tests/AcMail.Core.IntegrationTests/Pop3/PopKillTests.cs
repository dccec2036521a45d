using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AcMail.Core.IntegrationTests.Support;
using AcMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Core.IntegrationTests.Pop3;

/// <summary>Kills the program while it downloads and deletes. ACMAIL_KILLS and ACMAIL_KILL_MESSAGES make more of it.</summary>
public sealed class PopKillTests(MailServer server, ITestOutputHelper output)
{
    static readonly int Kills = Number("ACMAIL_KILLS", 5), Messages = Number("ACMAIL_KILL_MESSAGES", 400);

    [Fact]
    public async Task However_often_the_program_is_killed_every_message_is_here_or_there()
    {
        var user = MailServer.NewUser();
        var expected = Enumerable.Range(0, Messages).Select(Content).ToList();
        foreach (var content in expected) server.Deliver(user, content);
        using var cli = new Cli(Account(user));
        var random = new Random(5);
        var (kills, finished) = (0, 0);
        // The moments spread over a whole run, whose length they find out.
        var longest = 400.0;
        while (kills < Kills && Left(user).Count > 0)
        {
            using var process = cli.Start("C", "--json", "sync", "pro");
            var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var started = DateTime.UtcNow;
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * longest)));
            if (process.HasExited)
            {
                finished++;
                longest = (DateTime.UtcNow - started).TotalMilliseconds;
                foreach (var content in expected.Take(Messages / 10)) server.Deliver(user, content);
            }
            else
            {
                process.Kill();
                await ended;
                kills++;
                longest *= 1.02;
            }

            // The server first: what it deletes in between is held by then.
            var there = Left(user);
            there.UnionWith(await HeldAsync(cli));
            expected.Select(Key).Except(there).ShouldBeEmpty($"after kill {kills}");
        }

        // What the last one killed holds is locked until the server notices.
        for (var attempt = 0; attempt < 10 && (await cli.RunAsync("sync", "pro")).ExitCode != 0; attempt++) await Task.Delay(500, TestContext.Current.CancellationToken);
        (await cli.RunAsync("sync", "pro")).ExitCode.ShouldBe(0);
        Left(user).ShouldBeEmpty();
        expected.Select(Key).Except(await HeldAsync(cli)).ShouldBeEmpty();
        (await cli.RunAsync("doctor", "pro")).ExitCode.ShouldBe(0);
        output.WriteLine($"{kills} kills, {finished} runs that were faster, {Messages} messages");
    }

    static byte[] Content(int number) => Encoding.ASCII.GetBytes(
        $"From: CPE <cpe@ac-lyon.fr>\r\nSubject: {number}\r\n\r\n{new string((char)('a' + (number % 26)), 200 + (number * 37 % 9000))}\r\n.\r\n{number}\r\n");

    static string Key(byte[] content) => ContentKey.Of(content).ToString();

    HashSet<string> Left(string user)
    {
        var maildir = Path.Combine(server.Endpoints.Mail, user, "Maildir");
        return [.. ((string[])["cur", "new"]).SelectMany(d => Directory.GetFiles(Path.Combine(maildir, d))).Select(f => Key(File.ReadAllBytes(f)))];
    }

    static async Task<HashSet<string>> HeldAsync(Cli cli)
    {
        if (!Directory.Exists(cli.StoreDirectory)) return [];
        var services = new ServiceCollection();
        services.AddAcMail().UseSqlite(o => o.Directory = Path.GetDirectoryName(cli.StoreDirectory)!);
        await using var provider = services.BuildServiceProvider();
        await using var store = await provider.GetRequiredService<IMailStoreProvider>().OpenAsync("pro");
        var held = new HashSet<string>();
        await foreach (var message in store.Reader.QueryAsync(new()))
            held.Add((await store.Reader.FindAsync(message.Id))!.Content.ToString());
        return held;
    }

    JsonObject Account(string user) => new()
    {
        ["Protocol"] = "Pop3",
        ["EmailAddress"] = $"{user}@ac-lyon.fr",
        ["Incoming"] = new JsonObject { ["Host"] = "localhost", ["Port"] = server.Endpoints.Pop3s, ["UserName"] = user },
        ["Password"] = server.Endpoints.Password,
        ["TrustedCertificates"] = new JsonArray(server.CertificateAuthority),
        ["Pop3"] = new JsonObject { ["LeaveOnServer"] = new JsonObject { ["Mode"] = "NotAtAll" } },
    };

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
