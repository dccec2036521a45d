using System.Text;
using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Clients;

public sealed class CurlTests
{
    [Theory]
    [InlineData("imap", false)]
    [InlineData("imap", true)]
    [InlineData("imaps", false)]
    public async Task Mailboxes_are_listed_read_and_added_to(string scheme, bool startTls)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"));
        user.CreateMailbox("Work 2");
        using var client = new DebianProgram("curl", "curl");
        var address = $"{scheme}://localhost:{(scheme == "imaps" ? server.ImapsPort : server.ImapPort)}";

        (await RunAsync($"{address}/")).ShouldBe("* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\HasNoChildren) \"/\" \"Work 2\"\r\n");
        (await RunAsync($"{address}/INBOX;MAILINDEX=1")).ShouldBe(Encoding.ASCII.GetString(Mail.Of("one")));
        (await RunAsync($"{address}/INBOX;UID=1;SECTION=HEADER.FIELDS%20(Subject)")).ShouldContain("Subject: one");
        (await RunAsync($"{address}/INBOX", "-X", "SEARCH SUBJECT one")).ShouldStartWith("* SEARCH 1");
        await RunAsync($"{address}/Work%202", "-T", client.Write("message", Encoding.ASCII.GetString(Mail.Of("two"))));
        Encoding.ASCII.GetString(user.FindMailbox("Work 2")!.Messages.ShouldHaveSingleItem().Content.Span).ShouldContain("Subject: two");

        Task<string> RunAsync(string url, params IEnumerable<string> more)
        {
            string[] security = startTls ? ["--ssl-reqd"] : [];
            return client.RunAsync(null, ["-sS", "-u", "dmartin:secret", "--cacert", client.WriteAuthority(), .. security, .. more, url]);
        }
    }

    [Fact]
    public async Task A_wrong_password_is_told_apart()
    {
        const int LoginDenied = 67;
        await using var server = MailServer.Start();
        server.AddUser("dmartin");
        using var client = new DebianProgram("curl", "curl");
        (await client.TryAsync(null, "-sS", "-u", "dmartin:wrong", $"imap://localhost:{server.ImapPort}/")).Code.ShouldBe(LoginDenied);
    }
}
