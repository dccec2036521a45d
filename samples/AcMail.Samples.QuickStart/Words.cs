using static AcMail.QuickStart.Language;

namespace AcMail.QuickStart;

/// <summary>People's words for what a check of settings is about.</summary>
static class Words
{
    /// <summary>What was checked, and the first of what was found.</summary>
    public static string Of(ValidationCheck check)
    {
        var found = check.Failure?.Message.ToString() ?? string.Join(", ", check.Detail.Split(';')[0].Split(", ").Take(2));
        return $"{Of(check.Subject)}, {Of(check.Stage)}" + (found.Length > 0 ? $": {found}" : "");
    }

    static string Of(ValidationSubject subject) => subject switch
    {
        ValidationSubject.Settings => Say("settings", "réglages"),
        ValidationSubject.Incoming => Say("incoming mail", "courrier entrant"),
        _ => Say("outgoing mail", "courrier sortant"),
    };

    static string Of(ValidationStage stage) => stage switch
    {
        ValidationStage.Rules => Say("rules", "règles"),
        ValidationStage.Connect => Say("connection", "connexion"),
        ValidationStage.Authenticate => Say("login", "identification"),
        _ => Say("use", "usage"),
    };
}
