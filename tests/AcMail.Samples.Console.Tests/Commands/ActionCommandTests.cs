using System.Globalization;
using AcMail.Cli.Tests.Support;

namespace AcMail.Cli.Tests.Commands;

public sealed class ActionCommandTests
{
    [Theory]
    [InlineData(MailProtocol.Imap)]
    [InlineData(MailProtocol.Pop3)]
    public async Task What_is_done_with_messages_and_mailboxes_shows_at_once_and_after_a_sync_where_it_belongs(MailProtocol protocol)
    {
        await using var acmail = new AcMailProgram(protocol);
        foreach (var subject in (string[])["a", "b", "c", "d"]) acmail.Deliver(subject);
        await acmail.RunAsync("sync");

        (await acmail.RunAsync("mailbox", "create", "pro", "Eleves")).ToJsonString().ShouldBe("""{"action":"create","mailbox":"Eleves"}""");
        var moved = await acmail.RunAsync("move", "pro", await Id("a"), "--to", "eleves");
        moved["mailbox"]!.GetValue<string>().ShouldBe("Eleves");
        var copied = await acmail.RunAsync("copy", "pro", await Id("b"), "--to", "Eleves");
        copied["ids"]!.AsArray().ShouldHaveSingleItem()!.GetValue<long>().ToString(CultureInfo.InvariantCulture).ShouldNotBe(await Id("d"));
        var deleted = await acmail.RunAsync("delete", "pro", await Id("c"));
        var trash = deleted["mailbox"]!.GetValue<string>();
        (await acmail.RunAsync("delete", "pro", await Id("d"), "--for-good"))["mailbox"].ShouldBeNull();
        var appended = await acmail.RunAsync("append", "pro", acmail.File("e.eml", "Subject: e\n\ne\n"), "--mailbox", "Eleves", "--flag", "Seen");
        (await acmail.RunAsync("mark", "pro", appended["ids"]![0]!.ToString(), "--add", "Flagged"))[0]!["flags"]!.ToJsonString().ShouldBe("""["\\Seen","\\Flagged"]""");
        (await acmail.RunAsync("mailbox", "rename", "pro", "Eleves", "Classe"))["mailbox"]!.GetValue<string>().ShouldBe("Classe");

        string[] expected = ["a@Classe", "b@Classe", "b@INBOX", $"c@{trash}", "e@Classe"];
        (await acmail.HereAsync()).ShouldBe(expected);
        await acmail.RunAsync("sync");
        (await acmail.HereAsync()).ShouldBe(expected);
        acmail.There().ShouldBe(protocol == MailProtocol.Imap ? expected : ["a@INBOX", "b@INBOX", "c@INBOX", "d@INBOX"]);
        if (protocol == MailProtocol.Imap)
            acmail.User.FindMailbox("Classe")!.Messages.Single(m => m.Flags.Contains("\\Flagged")).Flags.ShouldBe(["\\Flagged", "\\Seen"], ignoreOrder: true);

        async Task<string> Id(string subject) => (await acmail.RunAsync("list", "pro", "--mailbox", "INBOX")).AsArray()
            .Single(m => m!["subject"]!.GetValue<string>() == subject)!["id"]!.ToString();
    }

    [Theory]
    [InlineData(MailProtocol.Imap)]
    [InlineData(MailProtocol.Pop3)]
    public async Task A_mailbox_is_subscribed_to_and_deleted(MailProtocol protocol)
    {
        await using var acmail = new AcMailProgram(protocol);
        await acmail.RunAsync("mailbox", "create", "pro", "Vide");
        await acmail.RunAsync("mailbox", "subscribe", "pro", "Vide");
        await acmail.RunAsync("sync");
        if (protocol == MailProtocol.Imap) acmail.User.FindMailbox("Vide")!.IsSubscribed.ShouldBeTrue();
        await acmail.RunAsync("mailbox", "unsubscribe", "pro", "Vide");
        await acmail.RunAsync("mailbox", "delete", "pro", "Vide");
        await acmail.RunAsync("sync");
        acmail.User.FindMailbox("Vide").ShouldBeNull();
        (await acmail.RunAsync("mailboxes", "pro")).AsArray().ShouldNotContain(m => m!["name"]!.GetValue<string>() == "Vide");
    }

    [Fact]
    public async Task What_cannot_be_done_is_told()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        await acmail.RunAsync("sync");
        await acmail.RunAsync("mailbox", "create", "pro", "Un");
        await acmail.RunAsync("mailbox", "create", "pro", "Plein");
        var id = (await acmail.RunAsync("append", "pro", acmail.File("a.eml", "Subject: a\n\na\n"), "--mailbox", "Plein"))["ids"]![0]!.ToString();

        await FailAsync(1, "mailboxNotFound", "move", "pro", id, "--to", "Nulle part");
        await FailAsync(1, "messageNotFound", "copy", "pro", "9999", "--to", "INBOX");
        await FailAsync(1, "messageNotFound", "delete", "pro", "9999");
        await FailAsync(1, "mailboxNotFound", "mailbox", "delete", "pro", "Nulle part");
        await FailAsync(1, "mailboxExists", "mailbox", "rename", "pro", "Un", "Plein");
        await FailAsync(1, "mailboxNotEmpty", "mailbox", "delete", "pro", "Plein");
        await FailAsync(2, "usage", "mailbox", "rename", "pro", "INBOX", "Autre");
        await FailAsync(2, "usage", "mailbox", "delete", "pro", "INBOX");
        await FailAsync(2, "usage", "mailbox", "create", "pro", " ");
        await FailAsync(2, "usage", "append", "pro", "nothing-there.eml");
        await FailAsync(2, "usage", "move", "pro", id);

        async Task FailAsync(int exitCode, string kind, params string[] arguments)
        {
            var (code, output, errors) = await acmail.TryAsync(["--json", .. arguments]);
            code.ShouldBe(exitCode, output + errors);
            output.ShouldContain($"\"kind\":\"{kind}\"");
            errors.ShouldNotContain("Exception");
        }
    }
}
