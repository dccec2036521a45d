using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Imap.Chaos;

/// <summary>One directory with a replica, on which the program is run and killed.</summary>
sealed class Replica : IDisposable
{
    const string Account = "test";

    static readonly string[] Flags = ["\\Seen", "\\Flagged", "\\Answered", "urgent", "$Label1"];

    readonly Cli _cli = new();
    readonly ITestMailServer _server;
    readonly string _user;
    readonly Letters _letters;
    readonly Random _random;
    readonly Tally _tally = new();
    readonly ConcurrentDictionary<string, double> _longest = [];
    List<(string Id, string Subject)> _messages = [];
    List<string> _mailboxes = ["INBOX"];
    int _names;

    public Replica(ITestMailServer server, string user, Letters letters, int seed)
    {
        (_server, _user, _letters, _random) = (server, user, letters, new(seed));
        _cli.Configure(new JsonObject
        {
            ["AcMail"] = new JsonObject { ["Directory"] = "mail", ["Accounts"] = new JsonObject { [Account] = Cli.Imap(server, user) } },
        });
    }

    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var sync = RunAsync(_random.Next(5) < 2, "sync");
            // Some of it while the pass runs.
            for (var i = _random.Next(6); i > 0; i--) await ActAsync();
            await sync;
            await LookAsync();
            if (_random.Next(3) == 0) await RunAsync(_random.Next(2) == 0, "compact", Account);
            for (var i = _random.Next(6); i > 0; i--) await ActAsync();
        }
    }

    /// <summary>Synchronises, and tells whether there was nothing to do and nothing to complain about.</summary>
    public async Task<bool> SyncIsIdleAsync()
    {
        var sync = await _cli.RunAsync("--json", "sync", Account);
        sync.ExitCode.ShouldBeOneOf(0, 1);
        return sync.ExitCode == 0 && sync.Json[0]!["mailboxes"]!.AsArray().All(m =>
            ((string[])["added", "flagsChanged", "removed", "uploaded", "failed"]).All(n => m![n]!.GetValue<int>() == 0));
    }

    public async Task ShouldEqualAsync(RawImap server)
    {
        (await _cli.RunAsync("doctor", Account)).ExitCode.ShouldBe(0);
        await using var account = TestAccount.Imap(_server, _user, directory: Path.GetDirectoryName(_cli.StoreDirectory));
        (await account.Account.Replica.Actions.GetPendingAsync()).ShouldBeEmpty();
        await account.ShouldEqualAsync(server);
    }

    public void Dispose() => _cli.Dispose();

    public override string ToString() => _tally.ToString();

    /// <summary>What a person sees of it.</summary>
    async Task LookAsync()
    {
        var mailboxes = await _cli.RunAsync("--json", "mailboxes", Account);
        mailboxes.ExitCode.ShouldBe(0, mailboxes.Errors);
        _mailboxes = [.. mailboxes.Json.AsArray().Select(m => m!["name"]!.GetValue<string>()).DefaultIfEmpty("INBOX")];
        var list = await _cli.RunAsync("--json", "list", Account, "--limit", "500");
        list.ExitCode.ShouldBe(0, list.Errors);
        _messages = [.. list.Json.AsArray().Select(m => ($"{m!["id"]}", m["subject"]!.GetValue<string>()))];
    }

    async Task ActAsync()
    {
        var choice = _random.Next(20);
        if (choice < 4)
        {
            await AppendAsync();
        }
        else if (choice == 4)
        {
            if (_mailboxes.Count < 15) await RunAsync("mailbox", "create", Account, NewName());
        }
        else if (choice == 5)
        {
            if (_mailboxes.Where(m => m != "INBOX").ToList() is { Count: > 0 } others) await RunAsync("mailbox", "rename", Account, Any(others), NewName());
        }
        else if (_messages.Count > 0)
        {
            await TouchAsync(choice, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Any(_messages)).DistinctBy(m => m.Id)]);
        }
    }

    Task<bool> TouchAsync(int choice, List<(string Id, string Subject)> chosen)
    {
        string[] ids = [.. chosen.Select(m => m.Id)];
        if (choice >= 12) chosen.ForEach(m => _letters.Placing(m.Subject, this));
        switch (choice)
        {
            case < 12:
                return RunAsync(["mark", Account, .. ids, _random.Next(2) == 0 ? "--add" : "--remove", Any(Flags)]);
            case < 16:
                return RunAsync(["move", Account, .. ids, "--to", Any(_mailboxes)]);
            case < 18:
                chosen.ForEach(m => _letters.Copying(m.Subject));
                return RunAsync(["copy", Account, .. ids, "--to", Any(_mailboxes)]);
            default:
                chosen.ForEach(m => _letters.Deleting(m.Subject));
                return RunAsync(["delete", Account, .. ids, .. (string[])(_random.Next(2) == 0 ? [] : ["--for-good"])]);
        }
    }

    async Task AppendAsync()
    {
        var (subject, content) = _letters.Write(_random);
        _letters.Placing(subject, this);
        var file = Path.Combine(_cli.Home, $"{subject}.eml");
        await File.WriteAllBytesAsync(file, content);
        if (await RunAsync("append", Account, file, "--mailbox", Any(_mailboxes), "--flag", Any(Flags))) _letters.Accepted(subject);
    }

    Task<bool> RunAsync(params string[] arguments) => RunAsync(_random.Next(8) == 0, arguments);

    /// <summary>Runs the program, and kills it at any moment of its usual time.</summary>
    /// <returns>Whether it did what it was told.</returns>
    async Task<bool> RunAsync(bool kill, params string[] arguments)
    {
        var (verb, started) = (arguments[0], Stopwatch.GetTimestamp());
        using var process = _cli.Start("C", arguments);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (kill) await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(_random.NextDouble() * _longest.GetValueOrDefault(verb, 200)), CancellationToken.None));
        if (kill && !process.HasExited)
        {
            process.Kill();
            await ended;
            _tally.Add($"{verb} killed");
            return false;
        }

        await ended;
        _longest[verb] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        // Not done for a reason: what was meant is not there any more, or the server refused what was done here.
        process.ExitCode.ShouldBeOneOf([0, 1], $"{string.Join(' ', arguments)}: {await output}{await errors}");
        _tally.Add(process.ExitCode == 0 ? verb : $"{verb} (problems)");
        return process.ExitCode == 0;
    }

    string NewName() => $"Classe {_random.Next(1000)}-{++_names}";

    T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
