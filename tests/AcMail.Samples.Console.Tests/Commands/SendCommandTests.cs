using AcMail.Cli.Tests.Support;

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
}
