using System.Globalization;

namespace AcMail.Cli;

/// <summary>French where the environment says so, English otherwise. Without ICU, .NET does not look at the environment itself.</summary>
static class Language
{
    public static void Apply(Func<string, string?> environment)
    {
        var locale = new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(environment).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? "";
        var isFrench = locale.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        CultureInfo.CurrentUICulture = isFrench ? new("fr") : CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture;
    }
}
