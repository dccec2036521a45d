using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Commands;

public sealed class SettingsFailureTests(MailServer server)
{
    const int InvalidSettings = 3;

    [Fact]
    public async Task A_missing_configuration_is_named()
    {
        using var cli = new Cli();
        await ShouldFailAsync(cli, "acmail.json");
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_is_named()
    {
        using var cli = new Cli();
        Directory.CreateDirectory(cli.ConfigurationFile);
        await ShouldFailAsync(cli, "acmail.json");
    }

    [Fact]
    public async Task A_configuration_that_is_not_JSON_is_named()
    {
        using var cli = new Cli();
        await File.WriteAllTextAsync(cli.ConfigurationFile, "{ \"AcMail\": { ");
        await ShouldFailAsync(cli, "acmail.json");
    }

    [Fact]
    public async Task A_configuration_that_is_not_UTF8_is_not_taken_for_a_wrong_password()
    {
        var account = Cli.Imap(server, "nobody");
        account["Password"] = "élève";
        using var cli = new Cli(account);
        await File.WriteAllBytesAsync(cli.ConfigurationFile, Encoding.Latin1.GetBytes(Regex.Unescape(await File.ReadAllTextAsync(cli.ConfigurationFile))));
        await ShouldFailAsync(cli, "UTF-8");
    }

    [Fact]
    public async Task An_account_without_a_name_is_told()
    {
        using var cli = new Cli();
        cli.Configure(new JsonObject { ["AcMail"] = new JsonObject { ["Accounts"] = new JsonObject { [""] = Cli.Imap(server, "nobody") } } });
        await ShouldFailAsync(cli, "AcMail:Accounts:");
    }

    [Fact]
    public async Task An_unknown_account_is_told_with_the_known_ones()
    {
        using var cli = new Cli(Cli.Imap(server, "nobody"));
        var result = await cli.RunAsync("--json", "sync", "perso");
        result.ShouldBeFitForPeople().ExitCode.ShouldBe(InvalidSettings);
        result.FailureKind.ShouldBe("unknownAccount");
        result.Errors.ShouldContain("perso");
        result.Errors.ShouldContain("pro");
    }

    [Theory]
    [InlineData("Incomming")]
    [InlineData("password")]
    public async Task An_unknown_key_is_told_with_its_path(string key)
    {
        var account = Cli.Imap(server, "nobody");
        account["Incoming"]![key + "x"] = "y";
        using var cli = new Cli(account);
        await ShouldFailAsync(cli, $"Incoming:{key}x");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70000)]
    public async Task A_port_out_of_range_is_told(int port)
    {
        var account = Cli.Imap(server, "nobody");
        account["Incoming"]!["Port"] = port;
        using var cli = new Cli(account);
        await ShouldFailAsync(cli, "Port");
    }

    [Fact]
    public async Task No_protection_must_be_asked_for_twice()
    {
        var account = Cli.Imap(server, "nobody");
        account["Incoming"]!["Security"] = "None";
        using var cli = new Cli(account);
        await ShouldFailAsync(cli, "AllowInsecure");
    }

    [Fact]
    public async Task A_certificate_file_that_is_missing_is_named()
    {
        var account = Cli.Imap(server, "nobody");
        account["TrustedCertificates"] = new JsonArray("school-ca.pem");
        using var cli = new Cli(account);
        await ShouldFailAsync(cli, "school-ca.pem");
    }

    [Theory]
    [InlineData]
    [InlineData("synchronise")]
    [InlineData("sync", "--fast")]
    [InlineData("show", "pro")]
    public async Task Wrong_usage_is_told(params string[] arguments)
    {
        using var cli = new Cli(Cli.Imap(server, "nobody"));
        (await cli.RunAsync(arguments)).ExitCode.ShouldBe(2);
    }

    static async Task ShouldFailAsync(Cli cli, string named)
    {
        var result = await cli.RunAsync("--json", "sync");
        result.ShouldBeFitForPeople().ExitCode.ShouldBe(InvalidSettings, result.Errors + result.Output);
        result.FailureKind.ShouldBe("invalidSettings");
        result.Errors.ShouldContain(named);
        var french = await cli.RunIn("fr_FR.UTF-8", "sync");
        french.ShouldBeFitForPeople().ExitCode.ShouldBe(InvalidSettings);
        french.Errors.ShouldContain(named);
        french.Errors.ShouldNotBe(result.Errors);
    }
}
