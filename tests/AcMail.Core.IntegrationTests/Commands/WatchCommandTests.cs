using System.Diagnostics;
using System.Text.Json.Nodes;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Commands;

public sealed class WatchCommandTests(MailServer server)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Each_change_is_a_line_of_JSON_until_it_is_interrupted()
    {
        var user = MailServer.NewUser();
        using var cli = new Cli(Cli.Imap(server, user));
        await using var other = await RawImap.LoginAsync(server, user);
        var process = cli.Watch("en_US.UTF-8", "watch", "pro");
        (await NextAsync(process, "report"))["report"]!["outcome"]!.GetValue<string>().ShouldBe("completed");

        await other.AppendAsync("INBOX", "From: Léa <l@x.fr>\r\nSubject: réunion\r\n\r\nlundi\r\n");
        var message = (await NextAsync(process, "messageArrived"))["message"]!;
        message["subject"]!.GetValue<string>().ShouldBe("réunion");
        // Another process of ours reads it meanwhile.
        (await cli.RunAsync("show", "pro", $"{message["id"]!.GetValue<long>()}")).Output.ShouldContain("lundi");
        await other.SelectAsync("INBOX");
        await other.CommandAsync("STORE 1 +FLAGS (\\Seen)");
        (await NextAsync(process, "messageChanged"))["message"]!["flags"]!.AsArray().Single()!.GetValue<string>().ShouldBe("\\Seen");
        await other.CommandAsync("STORE 1 +FLAGS (\\Deleted)");
        await other.CommandAsync("EXPUNGE");
        (await NextAsync(process, "messageRemoved"))["mailbox"]!.GetValue<string>().ShouldBe("INBOX");

        await InterruptAsync(process);
        process.ExitCode.ShouldBe(0);
        (await process.StandardError.ReadToEndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sync_may_go_on_watching_every_account()
    {
        string first = MailServer.NewUser(), second = MailServer.NewUser();
        using var cli = new Cli();
        cli.Configure(new JsonObject
        {
            ["AcMail"] = new JsonObject
            {
                ["Directory"] = "mail", ["Accounts"] = new JsonObject { ["pro"] = Cli.Imap(server, first), ["perso"] = Cli.Imap(server, second) },
            },
        });
        var process = cli.Watch("en_US.UTF-8", "--json", "sync", "--watch");
        var reports = new[] { await NextAsync(process, "report"), await NextAsync(process, "report") };
        reports.Select(r => r["account"]!.GetValue<string>()).ShouldBe(["pro", "perso"], ignoreOrder: true);
        await using var other = await RawImap.LoginAsync(server, second);
        await other.AppendAsync("INBOX", "From: a@x.fr\r\nSubject: un\r\n\r\n");
        (await NextAsync(process, "messageArrived"))["account"]!.GetValue<string>().ShouldBe("perso");
        await InterruptAsync(process);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_person_is_told_in_words()
    {
        var user = MailServer.NewUser();
        using var cli = new Cli(Cli.Imap(server, user));
        await using var other = await RawImap.LoginAsync(server, user);
        var process = cli.Watch("fr_FR.UTF-8", "sync", "pro", "--watch");
        await LineAsync(process, l => l.StartsWith("pro: à jour", StringComparison.Ordinal));
        await other.AppendAsync("INBOX", "From: Léa <l@x.fr>\r\nSubject: réunion\r\n\r\nlundi\r\n");
        (await LineAsync(process, l => l.StartsWith("pro: + INBOX/", StringComparison.Ordinal))).ShouldContain("réunion");
        await InterruptAsync(process);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_the_watch_goes_on()
    {
        var account = Cli.Imap(server, MailServer.NewUser());
        account["Password"] = "wrong";
        using var cli = new Cli(account);
        var process = cli.Watch("en_US.UTF-8", "watch", "pro");
        var report = await NextAsync(process, "report");
        report["report"]!["failure"]!["kind"]!.GetValue<string>().ShouldBe("badCredentials");
        report["retryAt"].ShouldNotBeNull();
        process.HasExited.ShouldBeFalse();
        await InterruptAsync(process);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Invalid_settings_end_it_at_once()
    {
        var account = Cli.Imap(server, MailServer.NewUser());
        account["EmailAddress"] = "nobody";
        using var cli = new Cli(account);
        (await cli.RunAsync("watch", "pro")).ShouldBeFitForPeople().ExitCode.ShouldBe(3);
        (await cli.RunAsync("watch", "nobody")).ShouldBeFitForPeople().ExitCode.ShouldBe(3);
    }

    static async Task<JsonNode> NextAsync(Process process, string change)
    {
        JsonNode? found = null;
        await LineAsync(process, line => (found = JsonNode.Parse(line))!["change"]!.GetValue<string>() == change);
        return found!;
    }

    static async Task<string> LineAsync(Process process, Func<string, bool> which)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var line = await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(limit.Token));
            if (which(line)) return line;
        }
    }

    static async Task InterruptAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await process.WaitForExitAsync(limit.Token);
    }
}
