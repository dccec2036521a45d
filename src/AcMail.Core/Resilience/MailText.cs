using System.Globalization;

namespace AcMail;

/// <summary>A sentence for a person, in English and French.</summary>
/// <param name="English">The English text.</param>
/// <param name="French">The French text.</param>
public readonly record struct MailText(string English, string French)
{
    /// <summary>The text in the language of <see cref="CultureInfo.CurrentUICulture"/>: French for French, English otherwise.</summary>
    public override string ToString() => IsFrench(CultureInfo.CurrentUICulture) ? French : English;

    // Without ICU every culture has the same two-letter name; its full name is all that tells them apart.
    static bool IsFrench(CultureInfo culture) => culture.Name == "fr" || culture.Name.StartsWith("fr-", StringComparison.Ordinal);
}
