using AcMail.Storage;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Tests.Accounts;

public sealed class MailAccountDisposalTests
{
    [Fact]
    public async Task Who_waits_for_a_store_that_is_being_opened_is_told_when_the_account_is_disposed_of()
    {
        var stores = new SlowStores();
        var services = Services(stores);
        var account = services.GetRequiredKeyedService<IMailAccount>("pro");
        var opening = account.Replica.GetMailboxesAsync(TestContext.Current.CancellationToken).AsTask();
        var waiting = account.Replica.GetMailboxesAsync(TestContext.Current.CancellationToken).AsTask();

        var disposing = services.DisposeAsync().AsTask();
        stores.Open();

        await disposing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await EndAsync(opening);
        await EndAsync(waiting);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await account.Replica.GetMailboxesAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_store_that_was_being_opened_when_the_account_was_disposed_of_is_closed()
    {
        var stores = new SlowStores();
        var services = Services(stores);
        var opening = services.GetRequiredKeyedService<IMailAccount>("pro").Replica.GetMailboxesAsync(TestContext.Current.CancellationToken).AsTask();

        var disposing = services.DisposeAsync().AsTask();
        stores.Open();
        await disposing;
        await EndAsync(opening);

        await Should.ThrowAsync<ObjectDisposedException>(async () => await stores.Opened!.Reader.GetMailboxesAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_container_that_is_disposed_of_without_awaiting_closes_its_accounts()
    {
        var stores = new SlowStores();
        stores.Open();
        var services = Services(stores);
        await services.GetRequiredKeyedService<IMailAccount>("pro").Replica.GetMailboxesAsync(TestContext.Current.CancellationToken);

        services.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(async () => await stores.Opened!.Reader.GetMailboxesAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until a call has ended, with what it asked for or told that it is over.</summary>
    static async Task EndAsync(Task call)
    {
        try
        {
            await call.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // So it was told.
        }
    }

    static ServiceProvider Services(IMailStoreProvider stores)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(stores);
        collection.AddAcMail().AddImapAccount("pro", Settings.Fill);
        return collection.BuildServiceProvider();
    }

    /// <summary>Stores that open when they are let.</summary>
    sealed class SlowStores : IMailStoreProvider
    {
        readonly InMemoryMailStoreProvider _stores = new();
        readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IMailStore? Opened { get; private set; }

        public void Open() => _open.SetResult();

        public async ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default)
        {
            await _open.Task;
            return Opened = await _stores.OpenAsync(account, cancellationToken);
        }
    }
}
