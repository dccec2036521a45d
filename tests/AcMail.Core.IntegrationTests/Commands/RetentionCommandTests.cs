using System.Text;
using System.Text.Json.Nodes;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Commands;

public sealed class RetentionCommandTests(MailServer server)
{
    [Fact]
    public async Task A_tighter_rule_is_told_and_applied_only_when_asked()
    {
        var user = MailServer.NewUser();
        for (var i = 0; i < 3; i++) server.Deliver(user, Encoding.ASCII.GetBytes($"Subject: {i}\r\n\r\nbody\r\n"));
        var account = Cli.Imap(server, user);
        account["Protocol"] = "Pop3";
        account["Incoming"]!["Port"] = server.Endpoints.Pop3s;
        using var cli = new Cli(account);
        (await cli.RunAsync("sync", "pro")).ExitCode.ShouldBe(0);

        account["Pop3"] = new JsonObject { ["LeaveOnServer"] = new JsonObject { ["Mode"] = "NotAtAll" } };
        cli.Configure(account.Root);
        var waiting = await cli.RunAsync("--json", "sync", "pro");
        waiting.Json[0]!["maildrop"]!.ToJsonString().ShouldBe("""{"listed":3,"deleted":0,"left":{"awaitsApply":3}}""");
        waiting.Json[0]!["notices"]!.AsArray().Count.ShouldBe(1);

        var plan = (await cli.RunAsync("--json", "retention", "pro", "plan")).Json;
        (plan["rule"]!.GetValue<string>(), plan["deletions"]!.GetValue<int>(), plan["messages"]!.AsArray().Count).ShouldBe(("NotAtAll", 3, 3));
        (await cli.RunIn("fr_FR.UTF-8", "retention", "pro", "plan")).Output.ShouldContain("quitteraient le serveur");
        var applied = await cli.RunAsync("retention", "pro", "apply");
        applied.ExitCode.ShouldBe(0, applied.Errors);
        applied.Output.ShouldContain("deleted there 3");
        (await cli.RunAsync("--json", "sync", "pro")).Json[0]!["maildrop"]!["listed"]!.GetValue<int>().ShouldBe(0);
        (await cli.RunAsync("--json", "list", "pro")).Json.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Messages_are_moved_and_deleted_locally()
    {
        var user = MailServer.NewUser();
        server.Deliver(user, "Subject: a\r\n\r\nbody\r\n"u8);
        var account = Cli.Imap(server, user);
        account["Protocol"] = "Pop3";
        account["Incoming"]!["Port"] = server.Endpoints.Pop3s;
        using var cli = new Cli(account);
        (await cli.RunAsync("sync", "pro")).ExitCode.ShouldBe(0);
        var id = (await cli.RunAsync("--json", "list", "pro")).Json[0]!["id"]!.ToString();
        (await cli.RunAsync("move", "pro", id, "--to", "Élèves")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("--json", "list", "pro", "--mailbox", "eleves")).Json.AsArray().Count.ShouldBe(1);
        (await cli.RunAsync("delete", "pro", id, "--for-good")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("--json", "list", "pro")).Json.AsArray().ShouldBeEmpty();
        (await cli.RunAsync("delete", "pro", id)).ShouldBeFitForPeople().ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task An_IMAP_account_has_no_such_rule()
    {
        using var cli = new Cli(Cli.Imap(server, MailServer.NewUser()));
        (await cli.RunAsync("retention", "pro", "plan")).ShouldBeFitForPeople().ExitCode.ShouldBe(3);
    }
}
