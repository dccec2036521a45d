using AcMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Tests.Accounts;

public sealed class MailAccountProviderTests
{
    [Fact]
    public async Task Accounts_are_found_by_name_in_the_order_of_registration()
    {
        await using var services = Services(b => b.AddImapAccount("pro", Settings.Fill).AddPop3Account("archive", Settings.Fill));
        var accounts = services.GetRequiredService<IMailAccountProvider>();

        accounts.Names.ShouldBe(["pro", "archive"]);
        accounts["pro"].Protocol.ShouldBe(MailProtocol.Imap);
        accounts["archive"].Protocol.ShouldBe(MailProtocol.Pop3);
    }

    [Fact]
    public async Task The_provider_and_the_keyed_service_give_the_same_account()
    {
        await using var services = Services(b => b.AddImapAccount("pro", Settings.Fill));

        services.GetRequiredService<IMailAccountProvider>()["pro"].ShouldBeSameAs(services.GetRequiredKeyedService<IMailAccount>("pro"));
    }

    [Fact]
    public async Task An_unknown_name_is_told_with_the_one_that_was_probably_meant()
    {
        await using var services = Services(b => b.AddImapAccount("pro", Settings.Fill).AddImapAccount("archive", Settings.Fill));

        var failure = Should.Throw<MailException>(() => services.GetRequiredService<IMailAccountProvider>()["archvie"]).Failure;

        failure.Kind.ShouldBe(MailErrorKind.UnknownAccount);
        failure.Remedy.English.ShouldBe("Did you mean 'archive'? The accounts are: pro, archive.");
    }

    [Fact]
    public async Task Names_are_compared_exactly()
    {
        await using var services = Services(b => b.AddImapAccount("pro", Settings.Fill));

        Should.Throw<MailException>(() => services.GetRequiredService<IMailAccountProvider>()["Pro"])
            .Failure.Kind.ShouldBe(MailErrorKind.UnknownAccount);
    }

    [Fact]
    public async Task An_invalid_account_does_not_hinder_the_others()
    {
        await using var services = Services(b => b.AddImapAccount("bad", _ => { }).AddImapAccount("pro", Settings.Fill));
        var accounts = services.GetRequiredService<IMailAccountProvider>();

        Settings.FailuresOf(() => accounts["bad"]).ShouldContain(f => f.Contains("bad.EmailAddress"));
        accounts["pro"].Name.ShouldBe("pro");
    }

    [Fact]
    public async Task Without_a_store_the_error_names_UseSqlite()
    {
        var collection = new ServiceCollection();
        collection.AddAcMail().AddImapAccount("pro", Settings.Fill);
        await using var services = collection.BuildServiceProvider();

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IMailAccountProvider>()["pro"]).Message.ShouldContain("UseSqlite");
    }

    static ServiceProvider Services(Action<IAcMailBuilder> register)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<IMailStoreProvider, NoStore>();
        register(collection.AddAcMail());
        return collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
