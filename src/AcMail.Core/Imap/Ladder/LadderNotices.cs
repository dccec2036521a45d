using System.Globalization;
using AcMail.Storage;

namespace AcMail;

/// <summary>Tells a person what the server is not trusted with.</summary>
static class LadderNotices
{
    public static MailText NotTrusted(Distrust distrust)
    {
        var (what, how) = (What(distrust.Promise), How(distrust.Reason));
        var until = distrust.Until.ToString("u", CultureInfo.InvariantCulture);
        var instead = distrust.Promise == ServerPromise.Move
            ? new MailText("messages are copied and then deleted instead", "les messages sont copiés puis supprimés à la place")
            : new("changes are found in another way, which takes longer", "les changements sont trouvés autrement, plus lentement");
        return new(
            $"The server {how.English}, so {what.English} is not relied upon until {until}; {instead.English}.",
            $"Le serveur {how.French} : {what.French} n'est plus pris en compte jusqu'au {until} ; {instead.French}.");
    }

    static MailText What(ServerPromise promise) => promise switch
    {
        ServerPromise.QuickResync => new("QRESYNC", "QRESYNC"),
        ServerPromise.CondStore => new("CONDSTORE", "CONDSTORE"),
        ServerPromise.Search => new("SEARCH", "SEARCH"),
        ServerPromise.ListStatus => new("LIST-STATUS", "LIST-STATUS"),
        ServerPromise.MailboxIds => new("MAILBOXID", "MAILBOXID"),
        ServerPromise.Move => new("MOVE", "MOVE"),
        _ => new("EXAMINE", "EXAMINE"),
    };

    static MailText How(DistrustReason reason) => reason switch
    {
        DistrustReason.Refused => new("refused what it offers", "a refusé ce qu'il propose"),
        DistrustReason.Unreadable => new("gave an answer that cannot be read", "a donné une réponse illisible"),
        DistrustReason.NamedWrongly => new("named messages as gone that are there", "a déclaré disparus des messages présents"),
        DistrustReason.LeftOut => new("left out changes or messages", "a omis des changements ou des messages"),
        DistrustReason.AheadOfData => new("changed messages below the state that it had told", "a modifié des messages en deçà de l'état annoncé"),
        DistrustReason.BrokeOff => new("hung up or fell silent instead of an answer", "a raccroché ou s'est tu au lieu de répondre"),
        _ => new("contradicted itself", "s'est contredit"),
    };
}
