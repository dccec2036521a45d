using System.Text.Json.Nodes;
using AcMail.Cli.Tests.Support;
using AcMail.Testing;

namespace AcMail.Cli.Tests.Commands;

public sealed class OutboxCommandTests
{
    static string[] Send(AcMailProgram acmail, string subject) =>
        ["send", "pro", "--to", "zoe@ac-lyon.fr", "--subject", subject, "--body-file", acmail.File("a.txt", "a")];

    [Fact]
    public async Task What_was_not_sent_is_listed_sent_again_and_cancelled()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        var zoe = acmail.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        acmail.Server.Faults.Add(Fault.Answer("MAIL", "451 4.3.0 later") with { Repeats = true });
        foreach (var subject in (string[])["un", "deux"]) (await acmail.TryAsync(Send(acmail, subject))).ExitCode.ShouldBe(5);
        acmail.Server.Faults.Clear();
        acmail.Server.Faults.Add(Fault.Answer("MAIL", "553 5.7.1 not the owner") with { Repeats = true });
        (await acmail.TryAsync(Send(acmail, "trois"))).ExitCode.ShouldBe(5);
        acmail.Server.Faults.Clear();

        var list = (await acmail.RunAsync("outbox", "pro")).AsArray();
        list.Select(e => ((string?)e!["state"], (string?)e["subject"])).ShouldBe([("queued", "un"), ("queued", "deux"), ("rejected", "trois")]);
        (await acmail.TryAsync("outbox", "pro", "list")).Output.ShouldContain("451 4.3.0 later");
        (await acmail.RunAsync("outbox", "pro", "cancel", $"{list[1]!["id"]}"))["cancelled"]!.ToString().ShouldBe($"{list[1]!["id"]}");

        var flushed = (await acmail.RunAsync("outbox", "pro", "flush")).AsArray().ShouldHaveSingleItem()!;
        ((string?)flushed["outcome"], (string?)flushed["sentCopy"]).ShouldBe(("accepted", "savedOnServer"));
        ((string?)(await acmail.RunAsync("outbox", "pro", "retry", $"{list[2]!["id"]}"))["outcome"]).ShouldBe("accepted");
        (await acmail.RunAsync("outbox", "pro")).AsArray().ShouldBeEmpty();
        (await acmail.RunAsync("outbox", "pro", "flush")).AsArray().ShouldBeEmpty();
        zoe.Inbox.Messages.Count.ShouldBe(2);
        acmail.User.Mailboxes.Single(m => m.Name == "Sent").Messages.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(null, "queued", 2)]
    [InlineData("DATA", "unknown", 1)]
    public async Task A_process_that_is_killed_while_it_sends_loses_nothing_and_nothing_is_sent_twice(string? killedAt, string state, int left)
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        var zoe = acmail.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        acmail.Server.Faults.Add(Fault.Answer("MAIL", "451 4.3.0 later") with { Repeats = true });
        foreach (var subject in (string[])["un", "deux"]) await acmail.TryAsync(Send(acmail, subject));
        acmail.Server.Faults.Clear();
        var stall = Fault.Stall(killedAt is null ? FaultPoint.Connecting : FaultPoint.Reply(killedAt)).In(WireProtocol.Smtp);
        acmail.Server.Faults.Add(stall);
        await acmail.KillAsync(acmail.Server.Faults.WhenStruckAsync(stall), "outbox", "pro", "flush");
        acmail.Server.Faults.Clear();
        ((string?)(await acmail.RunAsync("outbox", "pro"))[0]!["state"]).ShouldBe(state);

        // Several at once, as where a timer starts one and a person another.
        var flushed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => acmail.TryAsync("--json", "outbox", "pro", "flush")));

        flushed.Sum(f => JsonNode.Parse(f.Output)!.AsArray().Count(r => ((JsonArray)r!["recipients"]!).Count > 0)).ShouldBe(left);
        zoe.Inbox.Messages.Count.ShouldBe(2);
        // A copy that one of them could not file, while another filed its own, is owed until the next.
        await acmail.RunAsync("outbox", "pro", "flush");
        acmail.User.Mailboxes.Single(m => m.Name == "Sent").Messages.Count.ShouldBe(left);
        (await acmail.RunAsync("outbox", "pro")).AsArray().Select(e => (string?)e!["state"]).ShouldBe(left == 2 ? [] : [state]);
    }

    [Fact]
    public async Task What_another_process_is_sending_is_left_to_it_until_it_is_killed()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        var zoe = acmail.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        var stall = Fault.Stall(FaultPoint.Reply("DATA")).In(WireProtocol.Smtp);
        acmail.Server.Faults.Add(stall);

        await acmail.KillAsync(LookAsync(), Send(acmail, "un"));

        var entry = (await acmail.RunAsync("outbox", "pro")).AsArray().ShouldHaveSingleItem()!;
        ((string?)entry["state"]).ShouldBe("unknown");
        await acmail.RunAsync("outbox", "pro", "cancel", $"{entry["id"]}");
        zoe.Inbox.Messages.Count.ShouldBe(1);

        async Task LookAsync()
        {
            await acmail.Server.Faults.WhenStruckAsync(stall);
            var sending = (await acmail.RunAsync("outbox", "pro")).AsArray().ShouldHaveSingleItem()!;
            ((string?)sending["state"]).ShouldBe("sending");
            foreach (var command in (string[])["retry", "cancel"])
                (await acmail.TryAsync("outbox", "pro", command, $"{sending["id"]}")).ExitCode.ShouldBe(6);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_that_a_killed_process_was_filing_is_filed_once_by_the_next_synchronisation(bool isTaken)
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        acmail.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        var stall = Fault.Stall(isTaken ? FaultPoint.Reply("APPEND") : FaultPoint.Command("APPEND"));
        acmail.Server.Faults.Add(stall);
        await acmail.KillAsync(acmail.Server.Faults.WhenStruckAsync(stall), Send(acmail, "un"));
        ((string?)(await acmail.RunAsync("outbox", "pro"))[0]!["state"]).ShouldBe("sentCopyPending");

        await acmail.RunAsync("sync", "pro");

        (await acmail.RunAsync("outbox", "pro")).AsArray().ShouldBeEmpty();
        acmail.User.Mailboxes.Single(m => m.Name == "Sent").Messages.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(2, "retry")]
    [InlineData(2, "cancel")]
    [InlineData(2, "flush", "7")]
    [InlineData(2, "resend")]
    [InlineData(1, "retry", "7")]
    [InlineData(1, "cancel", "7")]
    public async Task What_cannot_be_done_is_said_to_be_so(int exitCode, params string[] arguments)
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        var (code, output, errors) = await acmail.TryAsync(["--json", "outbox", "pro", .. arguments]);
        code.ShouldBe(exitCode, errors);
        JsonNode.Parse(output)!["error"]!["message"]!.ToString().ShouldNotBeEmpty();
    }
}
