using AcMail.Cli.Tests.Support;

namespace AcMail.Cli.Tests.Commands;

public sealed class MigrateCommandTests
{
    [Fact]
    public async Task An_account_goes_over_from_POP3_to_IMAP_after_its_plan_was_told()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Pop3);
        foreach (var subject in (string[])["a", "b", "c"]) acmail.Deliver(subject);
        await acmail.RunAsync("sync");
        await acmail.RunAsync("move", "pro", $"{await acmail.IdAsync("b")}", "--to", "Classe");
        acmail.User.Inbox.Remove(3);
        acmail.Deliver("d");
        acmail.Use(MailProtocol.Imap);

        var refused = await acmail.TryAsync("sync", "pro");
        refused.ExitCode.ShouldBe(3);
        refused.Errors.ShouldContain("acmail migrate pro");
        var plan = await acmail.RunAsync("migrate", "pro", "--plan");
        plan["mailboxes"]!.AsArray().Select(m => $"{m!["name"]} {m["isNew"]} {m["linked"]} {m["moved"]} {m["uploads"]} {m["downloads"]}")
            .ShouldBe(["INBOX false 2 0 1 1", "Classe true 0 1 0 0"], ignoreOrder: true);
        plan["sync"].ShouldBeNull();
        acmail.There().ShouldBe(["a@INBOX", "b@INBOX", "d@INBOX"]);

        var done = await acmail.RunAsync("migrate", "pro", "--yes");
        done["sync"]!["messagesAdded"]!.GetValue<int>().ShouldBe(1);
        string[] expected = ["a@INBOX", "b@Classe", "c@INBOX", "d@INBOX"];
        (await acmail.HereAsync()).ShouldBe(expected);
        acmail.There().ShouldBe(expected);
        (await acmail.TryAsync("migrate", "pro")).Output.ShouldContain("nothing has to be moved over");
        acmail.Use(MailProtocol.Pop3);
        (await acmail.TryAsync("migrate", "pro")).ExitCode.ShouldBe(3);
    }
}
