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

    readonly Dictionary<string, string> _contents = [];

    [Fact]
    public async Task However_often_the_program_is_killed_every_message_is_here_or_there()
    {
        var user = MailServer.NewUser();
        var expected = Enumerable.Range(0, Messages).Select(Content).ToList();
        Deliver(user, expected);
        using var cli = new Cli(Account(user));
        var random = new Random(5);
        var (kills, finished) = (0, 0);
        // The moments spread over a whole run, whose length they find out.
        var longest = 400.0;
        while (kills < Kills)
        {
            if (Left(user).Count == 0) DeliverMore();
            using var process = cli.Start("C", "--json", "sync", "pro");
            var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var started = DateTime.UtcNow;
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * longest)));
            if (process.HasExited)
            {
                finished++;
                longest = (DateTime.UtcNow - started).TotalMilliseconds;
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
            var lost = expected.Select(Key).Except(there).ToList();
            if (lost.Count > 0) lost = [.. lost.Except(Left(user))];
            lost.ShouldBeEmpty($"after kill {kills}");
        }

        // What the last one killed holds is locked until the server notices.
        for (var attempt = 0; attempt < 10 && (await cli.RunAsync("sync", "pro")).ExitCode != 0; attempt++) await Task.Delay(500, TestContext.Current.CancellationToken);
        (await cli.RunAsync("sync", "pro")).ExitCode.ShouldBe(0);
        Left(user).ShouldBeEmpty();
        (await cli.RunAsync("export", "pro", "--format", "eml", "--to", Path.Combine(cli.Home, "out"))).ExitCode.ShouldBe(0);
        var exported = Directory.EnumerateFiles(Path.Combine(cli.Home, "out"), "*.eml", SearchOption.AllDirectories).Select(f => Key(File.ReadAllBytes(f))).ToList();
        exported.Order(StringComparer.Ordinal).ShouldBe(expected.Select(Key).Order(StringComparer.Ordinal));
        (await cli.RunAsync("doctor", "pro")).ExitCode.ShouldBe(0);
        output.WriteLine($"{kills} kills, {finished} runs that were faster, {expected.Count} messages");

        void DeliverMore()
        {
            var more = Enumerable.Range(expected.Count, Math.Max(Messages / 4, 1)).Select(Content).ToList();
            expected.AddRange(more);
            Deliver(user, more);
        }
    }

    void Deliver(string user, IEnumerable<byte[]> contents)
    {
        foreach (var content in contents) server.Deliver(user, content);
        Left(user);
    }

    static byte[] Content(int number) => Encoding.ASCII.GetBytes(
        $"From: CPE <cpe@ac-lyon.fr>\r\nSubject: {number}\r\n\r\n{new string((char)('a' + (number % 26)), 200 + (number * 37 % 9000))}\r\n.\r\n{number}\r\n");

    static string Key(byte[] content) => ContentKey.Of(content).ToString();

    /// <summary>What the server holds. It may still be at work, renaming and deleting: names are read once, and contents while they are there.</summary>
    HashSet<string> Left(string user)
    {
        var maildir = Path.Combine(server.Endpoints.Mail, user, "Maildir");
        var left = new HashSet<string>();
        foreach (var file in ((string[])["cur", "new"]).SelectMany(d => Directory.GetFiles(Path.Combine(maildir, d))))
        {
            var name = Path.GetFileName(file).Split(':')[0];
            if (!_contents.TryGetValue(name, out var key)) _contents[name] = key = Key(File.ReadAllBytes(file));
            left.Add(key);
        }

        return left;
    }

    static async Task<HashSet<string>> HeldAsync(Cli cli)
    {
        if (!Directory.Exists(cli.StoreDirectory)) return [];
        var services = new ServiceCollection();
        services.AddAcMail().UseSqlite(o => o.Directory = Path.GetDirectoryName(cli.StoreDirectory)!);
        await using var provider = services.BuildServiceProvider();
        await using var store = await provider.GetRequiredService<IMailStoreProvider>().OpenAsync("pro");
        var held = new HashSet<string>();
        foreach (var entry in (await store.Maildrop.GetAsync()).Entries)
            if (entry.State >= DropState.Downloaded) held.Add(entry.Content.ToString()!);
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
