using System.Globalization;

namespace AcMail.QuickStart;

/// <summary>French for who reads French, English for everybody else.</summary>
static class Language
{
    public static void Apply()
    {
        // Without ICU, .NET does not look at the environment itself.
        var locale = new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(v => v is { Length: > 0 }) ?? CultureInfo.CurrentUICulture.Name;
        var isFrench = locale.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = isFrench ? new("fr") : CultureInfo.InvariantCulture;
    }

    public static string Say(string english, string french) => new MailText(english, french).ToString();
}
