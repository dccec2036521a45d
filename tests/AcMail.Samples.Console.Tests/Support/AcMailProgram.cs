using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using AcMail.Testing;

namespace AcMail.Cli.Tests.Support;

/// <summary>The program, with one account on a server in this process and a directory of its own.</summary>
sealed class AcMailProgram : IAsyncDisposable
{
    // The native program starts in a tenth of the time.
    static readonly string[] Command = Environment.GetEnvironmentVariable("ACMAIL_CLI") is { } native
        ? [native]
        : ["dotnet", System.IO.Path.Combine(AppContext.BaseDirectory, "acmail.dll")];

    readonly string _home = Directory.CreateTempSubdirectory("acmail-console-").FullName;

    public AcMailProgram(MailProtocol protocol)
    {
        User = Server.AddUser("dmartin");
        Use(protocol);
    }

    public MailServer Server { get; } = MailServer.Start();

    public ServerUser User { get; }

    /// <summary>The reader's language.</summary>
    public string Language { get; init; } = "C";

    /// <summary>Goes on with another protocol, as after an edit of the configuration.</summary>
    public void Use(MailProtocol protocol, JsonObject? pop3 = null) => System.IO.File.WriteAllText(Path("acmail.json"), new JsonObject
    {
        ["AcMail"] = new JsonObject
        {
            ["Directory"] = "mail",
            ["Accounts"] = new JsonObject
            {
                ["pro"] = new JsonObject
                {
                    ["Protocol"] = $"{protocol}", ["EmailAddress"] = "david.martin@ac-lyon.fr", ["Password"] = "secret", ["Pop3"] = pop3 ?? [],
                    ["Incoming"] = new JsonObject
                    {
                        ["Host"] = "127.0.0.1", ["Port"] = protocol == MailProtocol.Imap ? Server.ImapPort : Server.Pop3Port,
                        ["Security"] = "None", ["AllowInsecure"] = true, ["UserName"] = "dmartin",
                    },
                    ["Outgoing"] = new JsonObject
                    {
                        ["Host"] = "127.0.0.1", ["Port"] = Server.SubmissionPort, ["Security"] = "None", ["AllowInsecure"] = true, ["UserName"] = "dmartin",
                    },
                },
            },
        },
    }.ToJsonString());

    public string Path(string name) => System.IO.Path.Combine(_home, name);

    /// <summary>Changes bits of a field's name in the local replica, as a bad disk does.</summary>
    public void Damage(string field)
    {
        var pack = Path("mail/pro/content/000001.pack");
        var bytes = System.IO.File.ReadAllBytes(pack);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(field));
        for (var i = at; bytes[i] != ':'; i++) bytes[i] &= 0xDF;
        System.IO.File.WriteAllBytes(pack, bytes);
    }

    public string File(string name, string content)
    {
        var path = Path(name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public void Deliver(string subject) => User.Inbox.Add(Encoding.UTF8.GetBytes($"Subject: {subject}\r\nMessage-ID: <{subject}@x.fr>\r\n\r\n{subject}\r\n"));

    /// <summary>Runs a command that must succeed; its JSON.</summary>
    public async Task<JsonNode> RunAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await TryAsync(["--json", .. arguments]);
        exitCode.ShouldBe(0, output + errors);
        return JsonNode.Parse(output)!;
    }

    public async Task<(int ExitCode, string Output, string Errors)> TryAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Interrupts a command once it has read from standard input, which does not end; its exit code.</summary>
    public async Task<int> InterruptReadingAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        // More than a pipe holds: it is written when the program reads.
        await process.StandardInput.WriteAsync(new string('x', 500_000).AsMemory(), TestContext.Current.CancellationToken);
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Kills a command once <paramref name="moment"/> has come.</summary>
    public async Task KillAsync(Task moment, params string[] arguments)
    {
        using var process = Start(arguments);
        await moment;
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    Process Start(string[] arguments)
    {
        string[] command = [.. Command, "--config", Path("acmail.json"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _home,
        };
        start.Environment["LC_ALL"] = Language;
        return Process.Start(start)!;
    }

    public async Task<long> IdAsync(string subject) =>
        (await RunAsync("list", "pro")).AsArray().Single(m => m!["subject"]!.GetValue<string>() == subject)!["id"]!.GetValue<long>();

    /// <summary>Where the messages are here: <c>subject@mailbox</c>.</summary>
    public async Task<IEnumerable<string>> HereAsync() =>
        (await RunAsync("list", "pro")).AsArray().Select(m => $"{m!["subject"]!.GetValue<string>()}@{m["mailbox"]!.GetValue<string>()}").Order(StringComparer.Ordinal);

    /// <summary>The same of the server.</summary>
    public IEnumerable<string> There() => User.Mailboxes.SelectMany(m => m.Messages.Select(s => $"{SubjectOf(s)}@{m.Name}")).Order(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    static string SubjectOf(ServerMessage message) => Encoding.UTF8.GetString(message.Content.Span).Split("\r\n").First(l => l.StartsWith("Subject: ", StringComparison.Ordinal))[9..];
}
