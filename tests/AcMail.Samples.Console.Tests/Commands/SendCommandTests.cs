using System.Text.Json.Nodes;
using AcMail.Cli.Tests.Support;
using AcMail.Testing;

namespace AcMail.Cli.Tests.Commands;

public sealed class SendCommandTests
{
    [Fact]
    public async Task A_domain_beyond_ASCII_is_the_same_in_capitals()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        acmail.Server.Profile = acmail.Server.Profile with { Smtp = acmail.Server.Profile.Smtp.Without("SMTPUTF8") };
        var hans = acmail.Server.AddUser("hans", "secret", "hans@xn--mnchen-3ya.de");
        var sent = await acmail.RunAsync("send", "pro", "--to", "hans@MÜNCHEN.DE", "--subject", "a", "--body-file", acmail.File("a.txt", "a"));
        sent["outcome"]!.GetValue<string>().ShouldBe("accepted");
        hans.Inbox.Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_sent_once_is_sent_by_the_first_of_two_runs()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        var zoe = acmail.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        var outcomes = new List<string>();
        foreach (var key in (string[])["facture 42", "facture 42", "facture 43"]) outcomes.Add((string?)(await acmail.RunAsync(Once(acmail, key)))["outcome"] ?? "");
        outcomes.ShouldBe(["accepted", "givenBefore", "accepted"]);
        zoe.Inbox.Messages.Count.ShouldBe(2);
        (await acmail.TryAsync(Once(acmail, ""))).ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("EHLO", 0, "accepted", 0)]
    [InlineData("DATA", 1, "unknown", 5)]
    [InlineData("APPEND", 1, "accepted", 0)]
    public async Task What_a_killed_process_was_to_send_once_is_gone_on_with_by_the_next(string killedAt, int arrived, string outcome, int exitCode)
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        var zoe = acmail.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        var stall = Fault.Stall(FaultPoint.Reply(killedAt));
        acmail.Server.Faults.Add(stall);
        await acmail.KillAsync(acmail.Server.Faults.WhenStruckAsync(stall), Once(acmail, "facture 42"));
        zoe.Inbox.Messages.Count.ShouldBe(arrived);
        acmail.Server.Faults.Clear();

        var (code, output, errors) = await acmail.TryAsync(["--json", .. Once(acmail, "facture 42")]);

        ((string?)JsonNode.Parse(output)!["outcome"], code).ShouldBe((outcome, exitCode), errors);
        zoe.Inbox.Messages.ShouldHaveSingleItem();
    }

    static string[] Once(AcMailProgram acmail, string key) =>
        ["send", "pro", "--to", "zoe@ac-lyon.fr", "--subject", "a", "--body-file", acmail.File("a.txt", "a"), "--once", key];
}
