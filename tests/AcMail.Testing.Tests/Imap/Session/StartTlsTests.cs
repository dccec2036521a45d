using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Session;

public sealed class StartTlsTests
{
    [Fact]
    public async Task After_STARTTLS_other_things_are_offered_and_what_was_sent_before_is_forgotten()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { RequiresTls = true }));
        server.AddUser("dmartin");
        await using var client = new LineClient(server.Connect(WireProtocol.Imap));
        (await client.ReadLineAsync()).ShouldContain(" STARTTLS");
        await client.SendAsync("a STARTTLS\r\nb LOGIN dmartin secret\r\n");
        (await client.ReadLineAsync()).ShouldStartWith("a OK ");
        await client.StartTlsAsync();

        var capabilities = await client.AskAsync("c CAPABILITY");
        capabilities.ShouldContain(" AUTH=PLAIN");
        capabilities.ShouldNotContain("STARTTLS");
        capabilities.ShouldNotContain("LOGINDISABLED");
        (await client.ReadLineAsync()).ShouldStartWith("c OK ");
        (await client.AskAsync("d STARTTLS")).ShouldStartWith("d BAD ");
        (await client.AskAsync("e LOGIN dmartin secret")).ShouldStartWith("e OK ");
        (await client.AskAsync("f STARTTLS")).ShouldStartWith("f BAD ");
    }
}
