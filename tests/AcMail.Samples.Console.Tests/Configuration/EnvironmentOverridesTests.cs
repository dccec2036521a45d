using System.Collections;
using Microsoft.Extensions.Configuration;

namespace AcMail.Cli.Tests.Configuration;

public sealed class EnvironmentOverridesTests
{
    [Theory]
    [InlineData("ACMAIL_Accounts__pro__Password", "AcMail:Accounts:pro:Password")]
    [InlineData("ACMAIL_ACCOUNTS__PRO__PASSWORD", "AcMail:ACCOUNTS:pro:PASSWORD")]
    [InlineData("ACMAIL_Accounts__other__Incoming__Host", "AcMail:Accounts:other:Incoming:Host")]
    [InlineData("ACMAIL_DIRECTORY", "AcMail:DIRECTORY")]
    public void A_variable_names_a_setting_and_the_file_spells_the_account(string variable, string path) =>
        EnvironmentOverrides.Read(new Hashtable { [variable] = "x" }, File()).ShouldHaveSingleItem().Key.ShouldBe(path);

    [Theory]
    [InlineData("ACMAIL_DEBUG")]
    [InlineData("ACMAIL_CLI")]
    [InlineData("PATH")]
    public void Other_variables_are_no_settings(string variable) =>
        EnvironmentOverrides.Read(new Hashtable { [variable] = "x" }, File()).ShouldBeEmpty();

    static IConfigurationRoot File() =>
        new ConfigurationBuilder().AddInMemoryCollection([new("AcMail:Accounts:pro:EmailAddress", "a@b.fr")]).Build();
}
