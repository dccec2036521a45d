namespace AcMail;

/// <summary>Numbers in the texts that a person reads.</summary>
static class Counted
{
    /// <summary>The same in English and French, for 1 and more.</summary>
    public static string Messages(long count) => count == 1 ? "1 message" : $"{count} messages";

    /// <summary>Days in English.</summary>
    public static string Days(long count) => count == 1 ? "1 day" : $"{count} days";

    /// <summary>Days in French, for 1 and more.</summary>
    public static string Jours(long count) => count == 1 ? "1 jour" : $"{count} jours";
}
