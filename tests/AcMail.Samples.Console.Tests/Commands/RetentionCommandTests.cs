using System.Text.Json.Nodes;
using AcMail.Cli.Tests.Support;
using AcMail.Testing;

namespace AcMail.Cli.Tests.Commands;

public sealed class RetentionCommandTests
{
    [Fact]
    public async Task A_plan_is_applied_also_where_the_server_wants_a_pause_between_two_logins()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Pop3);
        acmail.Deliver("a");
        await acmail.RunAsync("sync");
        acmail.Use(MailProtocol.Pop3, new() { ["LeaveOnServer"] = new JsonObject { ["Mode"] = "NotAtAll" } });
        // Announced and not enforced: what is asked is what the program makes of it.
        acmail.Server.Profile = acmail.Server.Profile with { Pop3 = acmail.Server.Profile.Pop3.Answering("CAPA", "+OK\r\nUIDL\r\nTOP\r\nUSER\r\nLOGIN-DELAY 2\r\n.") };

        var (exitCode, output, errors) = await acmail.TryAsync("retention", "pro", "apply");

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("deleted there 1");
        errors.ShouldContain("a pause between two logins");
        acmail.There().ShouldBeEmpty();
        (await acmail.HereAsync()).ShouldBe(["a@INBOX"]);
    }

    [Fact]
    public async Task A_maildrop_that_another_session_has_is_for_later_whatever_is_asked_of_it()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Pop3);
        acmail.Use(MailProtocol.Pop3, new() { ["MaximumDownloadSize"] = 10 });
        acmail.Deliver("a");
        await acmail.RunAsync("sync");
        acmail.Server.Profile = acmail.Server.Profile with { Pop3 = acmail.Server.Profile.Pop3.Misbehaving(Pop3Misbehaviour.MaildropInUse) };

        var id = $"{await acmail.IdAsync("a")}";
        foreach (var command in (string[][])[["sync", "pro"], ["retention", "pro", "plan"], ["validate", "pro"], ["show", "pro", id]])
        {
            var (exitCode, output, errors) = await acmail.TryAsync(["--json", .. command]);
            exitCode.ShouldBe(6, $"{command[0]}: {output}{errors}");
        }
    }

    [Fact]
    public async Task A_server_that_wants_a_pause_between_two_logins_is_for_later()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Pop3);
        acmail.Server.Profile = acmail.Server.Profile with { Pop3 = acmail.Server.Profile.Pop3 with { LoginDelay = TimeSpan.FromHours(1) } };
        await acmail.RunAsync("sync");

        foreach (var command in (string[][])[["retention", "pro", "plan"], ["validate", "pro"]])
        {
            var (exitCode, output, errors) = await acmail.TryAsync(["--json", .. command]);
            exitCode.ShouldBe(6, $"{command[0]}: {output}{errors}");
        }

        var (_, plan, _) = await acmail.TryAsync("--json", "retention", "pro", "plan");
        JsonNode.Parse(plan)!["error"]!["notBefore"]!.GetValue<DateTimeOffset>().ShouldBeInRange(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
    }

    [Fact]
    public async Task What_is_left_is_told_in_the_right_number()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Pop3);
        acmail.Use(MailProtocol.Pop3, new() { ["LeaveOnServer"] = new JsonObject { ["Mode"] = "ForDays" } });
        acmail.Deliver("a");
        (await acmail.TryAsync("sync")).Output.ShouldContain("1 stays: its days are not over");
        acmail.Deliver("b");
        (await acmail.TryAsync("sync")).Output.ShouldContain("2 stay: their days are not over");
    }
}
