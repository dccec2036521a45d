namespace AcMail.Cli;

/// <summary>The names of what is checked, for a person.</summary>
static class ValidationText
{
    public static string Of(ValidationSubject subject) => subject switch
    {
        ValidationSubject.Settings => Say.It("settings", "réglages"),
        ValidationSubject.Incoming => Say.It("incoming", "réception"),
        ValidationSubject.Outgoing => Say.It("outgoing", "envoi"),
        _ => Names.Of(subject),
    };

    public static string Of(ValidationStage stage) => stage switch
    {
        ValidationStage.Rules => Say.It("rules", "règles"),
        ValidationStage.Connect => Say.It("connect", "connexion"),
        ValidationStage.Authenticate => Say.It("authenticate", "identification"),
        ValidationStage.Use => Say.It("use", "utilisation"),
        _ => Names.Of(stage),
    };
}
