using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AcMail.Tests.DependencyInjection;

public sealed class ConfiguredDirectoryTests
{
    static readonly string BaseDirectory = Path.GetTempPath(), Absolute = Path.GetFullPath("/srv/mail");

    [Fact]
    public void The_embedded_store_is_where_the_configuration_says() =>
        Read(Absolute, b => b.UseSqlite()).ShouldBe(Absolute);

    [Fact]
    public void A_relative_directory_starts_at_the_base_directory() =>
        Read("replicas", b => b.UseSqlite()).ShouldBe(Path.Combine(BaseDirectory, "replicas"));

    [Fact]
    public void Code_that_names_a_directory_has_the_last_word() =>
        Read(Absolute, b => b.UseSqlite(o => o.Directory = "mine")).ShouldBe("mine");

    [Fact]
    public void Code_that_named_a_directory_before_has_the_last_word_too() => Read(Absolute, b =>
    {
        b.Services.Configure<SqliteStoreOptions>(o => o.Directory = "mine");
        b.UseSqlite();
    }).ShouldBe("mine");

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Without_a_directory_the_store_is_where_it_is_by_default(string? none) =>
        Read(none, b => b.UseSqlite()).ShouldBe(new SqliteStoreOptions().Directory);

    static string Read(string? directory, Action<IAcMailBuilder> use)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["AcMail:Directory"] = directory, ["AcMail:Accounts:pro:EmailAddress"] = "a@b.fr" })
            .Build();
        var services = new ServiceCollection();
        use(services.AddAcMail(configuration.GetSection("AcMail"), BaseDirectory));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value.Directory;
    }
}
