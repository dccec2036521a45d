using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AcMail.Core.IntegrationTests.Support;
using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Core.IntegrationTests.PowerCuts;

/// <summary>
/// The power goes at any moment of a command, and with it what was not flushed. By hand, since it needs strace: <c>-explicit only -class "*.PowerCutTests"</c>;
/// ACMAIL_POWER_CUTS sets how many cuts for each command.
/// </summary>
public sealed partial class PowerCutTests(ITestOutputHelper output) : IAsyncLifetime
{
    const int AfterTheEnd = int.MaxValue;

    static readonly int Cuts = int.Parse(Environment.GetEnvironmentVariable("ACMAIL_POWER_CUTS") ?? "60", CultureInfo.InvariantCulture);
    static readonly double[] Losses = [0, 0.3, 0.5, 0.9, 1];

    readonly Testing.MailServer _server = Testing.MailServer.Start();
    readonly Random _random = new(Environment.TickCount);
    Cli _cli = null!;
    ServerUser _user = null!;

    public ValueTask InitializeAsync()
    {
        _user = _server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr");
        for (var i = 0; i < 40; i++) Deliver(i);
        _cli = new(Account("Imap"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _cli.Dispose();
        return _server.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task A_synchronisation_goes_on_and_ends_complete()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            await CutAsync(["sync", "pro"], async (cli, _, _) =>
            {
                if (File.Exists(Path.Combine(cli.StoreDirectory, "replica.db"))) await ShouldBeSoundAsync(cli);
                (await cli.RunAsync("sync", "pro")).ExitCode.ShouldBe(0);
                await ShouldBeSoundAsync(cli);
                (await HeldAsync(cli)).SetEquals(Held(_user)).ShouldBeTrue();
            });
            for (var i = 0; i < 10; i++) Deliver(100 + (10 * pass) + i);
            foreach (var message in _user.Inbox.Messages.Take(7 * (pass + 1))) _user.Inbox.SetFlags(message.Uid, FlagSet.Of("\\Seen"));
        }
    }

    [Fact(Explicit = true)]
    public async Task What_may_be_deleted_in_the_maildrop_is_held()
    {
        _cli.Dispose();
        _cli = new(Account("Pop3"));
        var inDrop = _user.Inbox.Messages.Select(Key).ToList();
        await CutAsync(["sync", "pro"], async (cli, _, sent) =>
        {
            // Nothing is deleted before QUIT.
            var told = sent[..Math.Max(sent.LastIndexOf("QUIT\r\n", StringComparison.Ordinal), 0)];
            var deleted = Deletions().Matches(told).Select(m => inDrop[int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - 1]).ToList();
            if (deleted.Count == 0) return;
            await ShouldBeSoundAsync(cli);
            deleted.Except(await HeldAsync(cli)).ShouldBeEmpty();
        });
        _user.Inbox.Messages.ShouldBeEmpty();
    }

    [Fact(Explicit = true)]
    public async Task What_may_have_been_sent_does_not_wait_to_be_sent()
    {
        await _cli.RunAsync("sync", "pro");
        var text = Path.Combine(_cli.Home, "a.txt");
        await File.WriteAllTextAsync(text, "Bonjour\n", TestContext.Current.CancellationToken);
        string[] send = ["send", "pro", "--to", "david.martin@ac-lyon.fr", "--subject", "x", "--body-file", text];
        foreach (var command in (string[][])[send, [.. send, "--once", "facture 42"]])
        {
            await CutAsync(command, async (cli, moment, sent) =>
            {
                await ShouldBeSoundAsync(cli);
                var states = (await cli.RunAsync("--json", "outbox", "pro")).Json.AsArray().Select(e => (string?)e!["state"]).ToList();
                if (sent.Contains("\r\n.\r\n", StringComparison.Ordinal)) states.ShouldNotContain("queued");
                if (moment == AfterTheEnd) states.ShouldBeEmpty();
            });
        }
    }

    [Fact(Explicit = true)]
    public async Task What_is_done_here_is_done_once_the_command_has_ended_and_otherwise_not_by_half()
    {
        await _cli.RunAsync("sync", "pro");
        var ids = (await ListAsync(_cli)).Select(m => m[..m.IndexOf(' ', StringComparison.Ordinal)]).ToList();
        var letter = Path.Combine(_cli.Home, "a.eml");
        await File.WriteAllBytesAsync(letter, Content(999), TestContext.Current.CancellationToken);
        string[][] commands =
        [
            ["append", "pro", "--mailbox", "INBOX", letter], ["mark", "pro", .. ids[..8], "--add", "\\Flagged"], ["mailbox", "create", "pro", "Projets"],
            ["move", "pro", .. ids[..4], "--to", "Projets"], ["delete", "pro", .. ids[10..16]],
        ];
        foreach (var command in commands)
        {
            var before = await ListAsync(_cli);
            List<string>? after = null;
            await CutAsync(command, async (cli, moment, _) =>
            {
                after ??= await ListAsync(_cli);
                await ShouldBeSoundAsync(cli);
                var now = await ListAsync(cli);
                if (moment == AfterTheEnd || !now.SequenceEqual(before)) now.ShouldBe(after);
            });
        }
    }

    [Theory(Explicit = true)]
    [InlineData("compact", "pro")]
    [InlineData("doctor", "pro", "--rebuild")]
    public async Task What_is_held_stays_while_the_packs_or_the_state_are_made_anew(params string[] command)
    {
        await _cli.RunAsync("sync", "pro");
        foreach (var message in _user.Inbox.Messages.Take(15).ToList()) _user.Inbox.Remove(message.Uid);
        (await _cli.RunAsync("sync", "pro")).ExitCode.ShouldBe(0);
        await CutAsync(command, async (cli, _, _) =>
        {
            var sound = await cli.RunAsync("doctor", "pro");
            // A rebuild that was cut off is asked for again.
            if (sound.ExitCode != 0) (await cli.RunAsync("doctor", "pro", "--rebuild")).ExitCode.ShouldBe(0, sound.Errors);
            (await HeldAsync(cli)).IsSupersetOf(Held(_user)).ShouldBeTrue();
        });
    }

    /// <summary>Runs a command, and checks what power cuts in the middle of it and after its end may leave.</summary>
    async Task CutAsync(string[] command, Func<Cli, int, string, Task> check)
    {
        var (mail, before, trace) = (Path.Combine(_cli.Home, "mail"), Path.Combine(_cli.Home, "before"), Path.Combine(_cli.Home, "trace"));
        if (Directory.Exists(before)) Directory.Delete(before, recursive: true);
        Directory.CreateDirectory(before);
        if (Directory.Exists(mail)) Copy(mail, before);
        _cli.Under = SystemCall.Strace(trace);
        var run = await _cli.RunAsync(command);
        _cli.Under = [];
        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        var history = new DiskHistory(SystemCall.Read(trace), mail, before);
        var moments = history.Moments.OrderBy(_ => _random.Next()).Take(Cuts).Concat(Enumerable.Repeat(AfterTheEnd, 1 + (Cuts / 10))).ToList();
        foreach (var moment in moments)
        {
            var (loss, seed) = (Losses[_random.Next(Losses.Length)], _random.Next());
            using var cli = new Cli();
            File.Copy(_cli.ConfigurationFile, cli.ConfigurationFile);
            history.Restore(moment, loss, new(seed), Path.Combine(cli.Home, "mail"));
            try
            {
                await check(cli, moment, history.SentBefore(moment));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{string.Join(' ', command)}, cut at {moment} with loss {loss}, seed {seed}: {e.Message}", e);
            }
        }

        output.WriteLine($"{string.Join(' ', command)}: {moments.Count} cuts at {history.Moments.Count} moments");
    }

    JsonObject Account(string protocol) => new()
    {
        ["Protocol"] = protocol, ["EmailAddress"] = "david.martin@ac-lyon.fr", ["Password"] = "secret",
        ["Incoming"] = Endpoint(protocol == "Imap" ? _server.ImapPort : _server.Pop3Port), ["Outgoing"] = Endpoint(_server.SubmissionPort),
        ["Pop3"] = protocol == "Imap" ? new JsonObject() : new JsonObject { ["LeaveOnServer"] = new JsonObject { ["Mode"] = "NotAtAll" } },
    };

    static JsonObject Endpoint(int port) => new()
    {
        ["Host"] = "127.0.0.1", ["Port"] = port, ["Security"] = "None", ["AllowInsecure"] = true, ["UserName"] = "dmartin",
    };

    void Deliver(int number) => _user.Inbox.Add(Content(number));

    static byte[] Content(int number) => Encoding.ASCII.GetBytes(
        $"From: CPE <cpe@ac-lyon.fr>\r\nSubject: {number}\r\nMessage-ID: <{number}@x>\r\n\r\n{new string((char)('a' + (number % 26)), 200 + (number * 3700 % 90_000))}\r\n");

    static string Key(ServerMessage message) => ContentKey.Of(message.Content.Span).ToString();

    static HashSet<string> Held(ServerUser user) => [.. user.Mailboxes.SelectMany(m => m.Messages).Select(Key)];

    static async Task<HashSet<string>> HeldAsync(Cli cli)
    {
        var to = Path.Combine(cli.Home, "export");
        var export = await cli.RunAsync("export", "pro", "--format", "eml", "--to", to);
        export.ExitCode.ShouldBe(0, export.Errors);
        return [.. Directory.EnumerateFiles(to, "*.eml", SearchOption.AllDirectories).Select(f => ContentKey.Of(File.ReadAllBytes(f)).ToString())];
    }

    static async Task ShouldBeSoundAsync(Cli cli)
    {
        var sound = await cli.RunAsync("doctor", "pro");
        sound.ExitCode.ShouldBe(0, sound.Output + sound.Errors);
    }

    /// <summary>Every message: id, mailbox, subject and flags.</summary>
    static async Task<List<string>> ListAsync(Cli cli) =>
    [
        .. (await cli.RunAsync("--json", "list", "pro", "--limit", "1000")).Json.AsArray()
            .Select(m => $"{m!["id"]} {m["mailbox"]} {m["subject"]} {string.Join(' ', m["flags"]!.AsArray())}").Order(StringComparer.Ordinal),
    ];

    static void Copy(string from, string to)
    {
        foreach (var directory in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    [GeneratedRegex("DELE ([0-9]+)\r\n")]
    private static partial Regex Deletions();
}
