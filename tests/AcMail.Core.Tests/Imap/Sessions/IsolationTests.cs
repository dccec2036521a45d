using AcMail.Storage;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>Accounts in one process: what ails one is nothing to the others.</summary>
public sealed class IsolationTests : IAsyncDisposable
{
    readonly MailServer _server = MailServer.Start(), _down = MailServer.Start();
    readonly Stores _stores = new();
    readonly ServiceProvider _services;

    public IsolationTests()
    {
        foreach (var user in (ServerUser[])[_server.AddUser("well"), _server.AddUser("full")])
            for (var i = 0; i < 50; i++) user.Inbox.Add(ImapFixture.Message(i));
        _server.AddUser("wrong").Password = "other";
        _down.AddUser("down");
        _down.Faults.Add(Fault.Refuse() with { Repeats = true });
        _services = Build();
    }

    [Fact]
    public async Task A_wrong_password_a_server_that_is_down_and_a_full_disk_leave_the_other_accounts_alone()
    {
        var accounts = _services.GetRequiredService<IMailAccountProvider>();
        _stores.Full.Fault = new(1, StoreFaultMoment.Before, MailErrorKind.StorageFull);

        var passes = accounts.Names.ToDictionary(name => name, name => accounts[name].SynchronizeAsync());
        (await Should.ThrowAsync<MailException>(() => passes["full"])).Failure.Kind.ShouldBe(MailErrorKind.StorageFull);
        (await passes["well"]).ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(SyncOutcome.Completed), r => r.MessagesAdded.ShouldBe(50));
        (await passes["wrong"]).Failure?.Kind.ShouldBe(MailErrorKind.BadCredentials);
        (await passes["down"]).Failure?.IsTransient.ShouldBe(true);

        (await accounts["full"].SynchronizeAsync()).MessagesAdded.ShouldBe(50);
        (await accounts["well"].SynchronizeAsync()).BytesDownloaded.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
        await _down.DisposeAsync();
    }

    ServiceProvider Build()
    {
        var services = new ServiceCollection();
        var builder = services.AddLogging().AddAcMail();
        services.AddSingleton<IMailStoreProvider>(_stores);
        foreach (var name in (string[])["wrong", "down", "full", "well"])
        {
            builder.AddImapAccount(name, o =>
            {
                o.EmailAddress = $"{name}@ac-lyon.fr";
                o.Password = "secret";
                o.Incoming = new()
                {
                    Host = "127.0.0.1", Port = (name == "down" ? _down : _server).ImapPort, UserName = name, Security = ConnectionSecurity.None, AllowInsecure = true,
                };
            });
        }

        return services.BuildServiceProvider();
    }

    /// <summary>Each on a disk of its own.</summary>
    sealed class Stores : IMailStoreProvider
    {
        readonly InMemoryMailStoreProvider _others = new();

        public InMemoryMailStoreProvider Full { get; } = new();

        public ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default) =>
            (account == "full" ? Full : _others).OpenAsync(account, cancellationToken);
    }
}
