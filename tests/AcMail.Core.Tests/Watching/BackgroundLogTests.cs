using AcMail.Core.Tests.Support;
using AcMail.Storage;
using AcMail.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AcMail.Core.Tests.Watching;

/// <summary>What a host says of accounts that it cannot synchronise: before it starts where it can be known by then, and else in its log.</summary>
public sealed class BackgroundLogTests : IDisposable
{
    readonly MemoryLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_directory_that_cannot_be_used_is_named_in_the_log_with_what_to_do()
    {
        var file = Path.GetTempFileName();
        using var host = Build(b => b.UseSqlite(o => o.Directory = file));
        await host.StartAsync(Some.Token);

        var line = await _log.FirstAsync("StoreUnusable");

        await host.StopAsync(Some.Token);
        File.Delete(file);
        line.ShouldContain(file);
        line.ShouldContain("Check the permissions and the disk. The next attempt is at ");
    }

    [Fact]
    public async Task A_setting_that_cannot_be_used_is_named_in_the_log()
    {
        var directory = Directory.CreateTempSubdirectory("acmail-").FullName;
        using var host = Build(
            b => b.UseSqlite(o => o.Directory = directory),
            account: o => (o.Incoming.Host, o.TrustedCertificates) = ("localhost", ["/no/such/ca.pem"]));
        await host.StartAsync(Some.Token);

        (await _log.FirstAsync("WatchHindered")).ShouldContain("/no/such/ca.pem");

        await host.StopAsync(Some.Token);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_host_without_accounts_says_so()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(_log);
        builder.Services.AddAcMail().AddBackgroundSync();
        using var host = builder.Build();
        await host.StartAsync(Some.Token);

        (await _log.FirstAsync("NothingToSynchronise")).ShouldContain("\"Accounts\"");

        await host.StopAsync(Some.Token);
    }

    [Fact]
    public async Task Without_a_store_the_log_says_how_to_register_one()
    {
        using var host = Build(_ => { });
        await host.StartAsync(Some.Token);

        (await _log.FirstAsync("BackgroundSkipped")).ShouldStartWith("BackgroundSkipped: Account pro is not synchronised: The mail account 'pro' has no store: call UseSqlite");

        await host.StopAsync(Some.Token);
    }

    [Fact]
    public async Task A_host_does_not_start_with_an_account_that_is_not_registered()
    {
        using var host = Build(b => b.Services.AddSingleton<IMailStoreProvider, NoStore>(), o => o.Accounts = ["pro", "por"]);

        var error = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(Some.Token));

        error.Failures.ShouldBe(["BackgroundSync.Accounts: There is no account named 'por'. Did you mean 'pro'? The accounts are: pro."]);
    }

    [Fact]
    public async Task A_host_does_not_start_with_a_store_whose_directory_has_no_name()
    {
        using var host = Build(b => b.UseSqlite(o => o.Directory = ""));

        var error = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(Some.Token));

        error.Message.ShouldStartWith("SqliteStoreOptions.Directory is empty.");
    }

    IHost Build(Action<IAcMailBuilder> store, Action<BackgroundSyncOptions>? options = null, Action<MailAccountOptions>? account = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(_log);
        store(builder.Services.AddAcMail().AddImapAccount("pro", Settings.Fill + account).AddBackgroundSync(options));
        return builder.Build();
    }
}
