using System.Diagnostics;
using System.Text.Json.Nodes;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Migration;

/// <summary>An account that the program keeps on one server, and later is told to keep by IMAP on another.</summary>
sealed class MovingAccount : IDisposable
{
    const string Name = "test";

    readonly Cli _cli = new();
    (ITestMailServer Server, string User) _imap;

    string Mail => Path.GetDirectoryName(_cli.StoreDirectory)!;

    string Backup => Path.Combine(_cli.Home, "backup");

    public void UsePop3(ITestMailServer server, string user)
    {
        var account = Cli.Imap(server, user);
        account["Protocol"] = "Pop3";
        account["Incoming"]!["Port"] = server.Ports.Pop3s;
        Configure(account);
    }

    public void UseImap(ITestMailServer server, string user)
    {
        _imap = (server, user);
        Configure(Cli.Imap(server, user));
    }

    /// <summary>Runs a command on the account, which has to succeed, and returns what it tells.</summary>
    public async Task<JsonNode> RunAsync(string command, params string[] arguments)
    {
        var result = await _cli.RunAsync(["--json", .. command.Split(' '), Name, .. arguments]);
        result.ExitCode.ShouldBe(0, $"{command}: {result.Output}{result.Errors}");
        return result.Json;
    }

    /// <returns>How many messages were new.</returns>
    public async Task<int> SyncAsync() => (await RunAsync("sync"))[0]!["messagesAdded"]!.GetValue<int>();

    public async Task<MoveReport> PlanAsync() => new(await RunAsync("migrate"));

    public async Task<MoveReport> MigrateAsync() => new(await RunAsync("migrate", "--yes"));

    /// <summary>Begins to move the account over, and kills the program after a time.</summary>
    /// <returns>Whether it was killed: it may have been faster.</returns>
    public async Task<bool> MigrateAndKillAsync(TimeSpan after)
    {
        using var process = _cli.Start("C", "--json", "migrate", Name, "--yes");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(ended, Task.Delay(after, TestContext.Current.CancellationToken));
        var killed = !process.HasExited;
        if (killed) process.Kill();
        await ended;
        if (!killed) process.ExitCode.ShouldBe(0, $"{await output}{await errors}");
        return killed;
    }

    /// <summary>Puts a message into a local mailbox.</summary>
    public async Task AppendAsync(string mailbox, byte[] content)
    {
        var file = Path.Combine(_cli.Home, "letter.eml");
        await File.WriteAllBytesAsync(file, content);
        await RunAsync("append", file, "--mailbox", mailbox);
    }

    public async Task<List<HeldLetter>> ListAsync() => [.. (await RunAsync("list")).AsArray().Select(m => HeldLetter.From(m!))];

    /// <summary>Remembers what is held, for <see cref="Restore"/>.</summary>
    public void Save() => Copy(Mail, Backup);

    public void Restore()
    {
        if (Directory.Exists(Mail)) Directory.Delete(Mail, recursive: true);
        Copy(Backup, Mail);
    }

    /// <summary>Proves that it is whole, and holds what the server does: mailboxes, UIDs, flags, and every byte.</summary>
    /// <remarks>Only <see cref="Restore"/> makes it usable again.</remarks>
    public async Task ShouldEqualAsync(RawImap server)
    {
        (await RunAsync("doctor"))["problems"]!.AsArray().ShouldBeEmpty();
        await using var account = TestAccount.Imap(_imap.Server, _imap.User, directory: Mail);
        (await account.Account.Replica.Actions.GetPendingAsync()).ShouldBeEmpty();
        await account.ShouldEqualAsync(server);
    }

    public void Dispose() => _cli.Dispose();

    void Configure(JsonObject account) => _cli.Configure(
        new JsonObject { ["AcMail"] = new JsonObject { ["Directory"] = "mail", ["Accounts"] = new JsonObject { [Name] = account } } });

    static void Copy(string from, string to)
    {
        using var process = Process.Start("cp", ["-r", from, to]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
