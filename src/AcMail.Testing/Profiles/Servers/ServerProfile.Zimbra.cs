using System.Collections.Immutable;

namespace AcMail.Testing;

public sealed partial record ServerProfile
{
    /// <summary>Zimbra 8.8, of the French ministry: English names without SPECIAL-USE, no MOVE, EXISTS in steps.</summary>
    public static ServerProfile Zimbra { get; } = new()
    {
        Name = "Zimbra",
        Mailboxes = [new("Drafts"), new("Junk"), new("Sent"), new("Trash")],
        Imap = new()
        {
            Greeting = "imap.education.gouv.fr Zimbra IMAP4rev1 server ready",
            GreetsWithCapabilities = false,
            Identification = "(\"NAME\" \"Zimbra\" \"VERSION\" \"8.8.15_GA_4179\" \"RELEASE\" \"20211118033954\")",
            LoginRefusal = "LOGIN failed",
            ExtensionsBeforeLogin = Extensions.Of("BINARY CATENATE CHILDREN CONDSTORE ENABLE ESEARCH ESORT I18NLEVEL=1 ID IDLE LIST-EXTENDED LIST-STATUS "
                + "LITERAL+ LOGIN-REFERRALS NAMESPACE QRESYNC QUOTA RIGHTS=ektx SASL-IR SEARCHRES SORT THREAD=ORDEREDSUBJECT UIDPLUS UNSELECT WITHIN "
                + "AUTH=PLAIN STARTTLS"),
            Extensions = Extensions.Of("ACL BINARY CATENATE CHILDREN CONDSTORE ENABLE ESEARCH ESORT I18NLEVEL=1 ID IDLE LIST-EXTENDED LIST-STATUS "
                + "LITERAL+ LOGIN-REFERRALS NAMESPACE QRESYNC QUOTA RIGHTS=ektx SASL-IR SEARCHRES SORT THREAD=ORDEREDSUBJECT UIDPLUS UNSELECT WITHIN "
                + "AUTH=PLAIN STARTTLS"),
            Misbehaviours = ImmutableDictionary<ImapMisbehaviour, Repetition>.Empty.Add(ImapMisbehaviour.ExistsInSteps, Repetition.Always),
        },
        Pop3 = new() { Greeting = "imap.education.gouv.fr Zimbra POP3 server ready", Implementation = "ZimbraInc" },
        Smtp = new() { Greeting = "ESMTP Postfix", OwnSenderOnly = true },
    };
}
