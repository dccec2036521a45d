using AcMail.Testing;

namespace AcMail.Testing.Tests;

public sealed class MailServerTests
{
    [Fact]
    public async Task Two_users_of_one_name_are_refused()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin");
        Should.Throw<InvalidOperationException>(() => server.AddUser("DMARTIN"));
    }
}
