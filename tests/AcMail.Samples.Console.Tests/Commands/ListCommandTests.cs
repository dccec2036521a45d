using System.Text;
using System.Text.Json.Nodes;
using AcMail.Cli.Tests.Support;

namespace AcMail.Cli.Tests.Commands;

public sealed class ListCommandTests
{
    [Fact]
    public async Task What_has_files_says_so_once_it_was_read()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        acmail.Deliver("sans");
        acmail.User.Inbox.Add(Encoding.ASCII.GetBytes(
            "Subject: avec\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nvoici\r\n--b\r\nContent-Type: application/pdf\r\n\r\nAAAA\r\n--b--\r\n"));
        await acmail.RunAsync("sync", "pro");
        (await acmail.RunAsync("list", "pro")).AsArray().ShouldAllBe(m => m!["hasAttachments"] == null);

        await acmail.RunAsync("search", "pro", "voici");

        (await acmail.RunAsync("list", "pro")).AsArray().Where(Has).ShouldHaveSingleItem()!["subject"]!.GetValue<string>().ShouldBe("avec");

        static bool Has(JsonNode? message) => message!["hasAttachments"]?.GetValue<bool>() == true;
    }
}
