using System.Text;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Storage;

public sealed class RebuildOnDovecotTests(MailServer server) : RebuildTests(server);

public sealed class RebuildInProcessTests(InProcessMailServer server) : RebuildTests(server);

public abstract class RebuildTests(ITestMailServer server)
{
    [Fact]
    public async Task A_replica_rebuilt_from_its_packs_downloads_nothing_again()
    {
        var user = server.NewUser();
        for (var i = 0; i < 200; i++) server.Deliver(user, Encoding.UTF8.GetBytes($"Subject: {i}\n\n{i % 150}\n"));
        await using var oracle = await RawImap.LoginAsync(server, user);
        await oracle.CreateAsync("Classes/6e B");
        for (var i = 0; i < 20; i++) await oracle.AppendAsync("Classes/6e B", $"Subject: {i}\r\n\r\n{i % 150}\r\n");
        await using var account = TestAccount.Imap(server, user);
        await account.SyncAsync();

        await account.LoseStateAsync();
        (await Should.ThrowAsync<MailException>(() => account.Account.SynchronizeAsync())).Failure.Kind.ShouldBe(MailErrorKind.StorageDamaged);
        await account.RestartAsync();
        (await account.Maintenance.RebuildAsync("test")).Problems.ShouldBeEmpty();
        await oracle.SelectAsync("INBOX");
        await oracle.CommandAsync("STORE 1:50 +FLAGS (\\Seen)");

        (await account.SyncAsync()).MessagesAdded.ShouldBe(0);
        await account.ShouldEqualAsync(oracle);
    }
}
