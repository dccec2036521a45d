using System.Globalization;

namespace AcMail.Cli;

/// <summary>French where the environment or Windows says so, English otherwise. Without ICU, .NET does not look at the environment itself.</summary>
static class Language
{
    public static void Apply(Func<string, string?> environment)
    {
        var locale = new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(environment).FirstOrDefault(v => !string.IsNullOrEmpty(v))
            ?? CultureInfo.CurrentUICulture.Name;
        var isFrench = locale.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        CultureInfo.CurrentUICulture = isFrench ? new("fr") : CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    }
}
