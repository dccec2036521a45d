using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AcMail.Tests.DependencyInjection;

public sealed class RegistrationTests
{
    [Fact]
    public void Registering_again_adds_nothing()
    {
        var services = new ServiceCollection();
        services.AddAcMail();
        var count = services.Count;

        services.AddAcMail();

        services.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("pro")]
    [InlineData("PRO")]
    public void A_name_registered_twice_is_refused_with_that_name_for_case_does_not_part_folders_everywhere(string again)
    {
        var builder = new ServiceCollection().AddAcMail().AddImapAccount("pro", Settings.Fill);

        Should.Throw<InvalidOperationException>(() => builder.AddPop3Account(again, Settings.Fill)).Message.ShouldContain("'pro'");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_blank_name_is_refused(string name) =>
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddAcMail().AddImapAccount(name, Settings.Fill));

    [Fact]
    public void An_applications_own_clock_is_kept()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        services.AddAcMail();

        services.BuildServiceProvider().GetRequiredService<TimeProvider>().ShouldBeSameAs(clock);
    }

    [Fact]
    public void Credential_providers_are_asked_in_the_order_of_registration_and_once_each()
    {
        var services = new ServiceCollection();
        services.AddAcMail().AddCredentialProvider<First>().AddCredentialProvider<Second>().AddCredentialProvider<First>();

        services.BuildServiceProvider().GetServices<ICredentialProvider>().Select(p => p.GetType()).ShouldBe([typeof(First), typeof(Second)]);
    }

    [Fact]
    public async Task A_host_does_not_start_with_an_invalid_account()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddAcMail().AddImapAccount("pro", o =>
        {
            Settings.Fill(o);
            o.Incoming.Port = 0;
        });
        using var host = builder.Build();

        var error = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(Some.Token));

        error.Failures.ShouldHaveSingleItem().ShouldStartWith("pro.Incoming.Port: 0 is not a port.");
    }

    sealed class First : ICredentialProvider
    {
        public ValueTask<MailCredential?> GetAsync(CredentialRequest request, CancellationToken cancellationToken = default) => default;
    }

    sealed class Second : ICredentialProvider
    {
        public ValueTask<MailCredential?> GetAsync(CredentialRequest request, CancellationToken cancellationToken = default) => default;
    }
}
