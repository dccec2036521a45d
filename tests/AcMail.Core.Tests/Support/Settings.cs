using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AcMail.Tests;

/// <summary>Settings for tests: the guide's account.</summary>
static class Settings
{
    public static MailAccountOptions Guide(Action<MailAccountOptions>? change = null)
    {
        var options = new MailAccountOptions();
        Fill(options);
        change?.Invoke(options);
        return options;
    }

    public static void Fill(MailAccountOptions options)
    {
        options.DisplayName = "David MARTIN";
        options.EmailAddress = "david.martin@ac-lyon.fr";
        options.Incoming = new() { Host = "mail.ac-lyon.fr", UserName = "dmartin" };
        options.Outgoing = new() { Host = "smtps.ac-lyon.fr", UserName = "dmartin" };
    }

    /// <summary>A section AcMail with one account, pro, of this JSON.</summary>
    public static IConfigurationSection Account(string json) => Section($$"""{ "Accounts": { "pro": {{json}} } }""");

    public static IConfigurationSection Section(string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "AcMail": {{json}} }"""));
        return new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("AcMail");
    }

    public static IReadOnlyList<string> FailuresOf(Func<object> act) => [.. Should.Throw<OptionsValidationException>(act).Failures];
}
