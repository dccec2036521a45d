namespace AcMail.Tests;

public sealed class MailEndpointTests
{
    [Theory]
    [InlineData("mail.ac-lyon.fr", "mail.ac-lyon.fr:993")]
    [InlineData("127.0.0.1", "127.0.0.1:993")]
    [InlineData("::1", "[::1]:993")]
    [InlineData("[::1]", "[::1]:993")]
    public void The_port_can_be_told_from_the_host(string host, string text) =>
        new MailEndpoint(ServerProtocol.Imap, host, 993, ConnectionSecurity.ImplicitTls, "dmartin").ToString().ShouldBe(text);
}
