using System.Collections.Immutable;

namespace AcMail.Testing;

public sealed partial record ServerProfile
{
    // What Convergence makes for a French school.
    static readonly ImmutableArray<StandardMailbox> FrenchMailboxes =
        [new("Brouillons"), new("Corbeille"), new("Courriers indésirables"), new("Éléments envoyés")];

    /// <summary>Oracle Communications Messaging Server 8, behind Convergence at French schools: CONDSTORE and QRESYNC, but no MOVE and no SPECIAL-USE.</summary>
    public static ServerProfile OracleMessagingServer { get; } = new()
    {
        Name = "Oracle",
        Mailboxes = FrenchMailboxes,
        Imap = new()
        {
            Greeting = "mail.ac-lyon.fr IMAP4 service (Oracle Communications Messaging Server 8.0.2.3.20180607 64bit (built Jun  7 2018))",
            Identification = "(\"name\" \"Messaging Server\" \"vendor\" \"Oracle\" \"version\" \"8.0.2.3\")",
            LoginRefusal = "User authentication failed",
            AppendLimit = null,
            ExtensionsBeforeLogin = Extensions.Of(
                "IMAP4 ACL QUOTA LITERAL+ NAMESPACE UIDPLUS CHILDREN BINARY UNSELECT SORT LANGUAGE STARTTLS XSENDER X-NETSCAPE XSERVERINFO AUTH=PLAIN"),
            Extensions = Extensions.Of(
                "IMAP4 ACL RIGHTS=tekx CONDSTORE ENABLE QRESYNC QUOTA LITERAL+ NAMESPACE UIDPLUS CHILDREN BINARY UNSELECT SORT CATENATE URLAUTH "
                + "LANGUAGE ESEARCH ESORT THREAD=ORDEREDSUBJECT THREAD=REFERENCES CONTEXT=SEARCH CONTEXT=SORT WITHIN SASL-IR SEARCHRES METADATA ID "
                + "XSENDER X-NETSCAPE XSERVERINFO X-SUN-SORT X-SUN-IMAP XUM1 IDLE STARTTLS AUTH=PLAIN"),
        },
        Pop3 = new() { Greeting = "mail.ac-lyon.fr POP3 service (Oracle Communications Messaging Server 8.0.2.3.20180607 64bit (built Jun  7 2018))" },
        Smtp = new() { Greeting = "smtps.ac-lyon.fr -- Server ESMTP (Oracle Communications Messaging Server)", OwnSenderOnly = true },
    };

    /// <summary>The same store of an older version behind its multiplexor: a host's name among the capabilities, no CONDSTORE, IDLE without news.</summary>
    public static ServerProfile OracleMultiplexor { get; } = new()
    {
        Name = "Oracle multiplexor",
        Mailboxes = FrenchMailboxes,
        Imap = new()
        {
            Greeting = "Messaging Multiplexor (Sun Java(tm) System Messaging Server 7.2-5.02 (built Sep  3 2010))",
            LoginRefusal = "User authentication failed",
            AppendLimit = null,
            TellsCapabilitiesAfterLogin = false,
            Extensions = Extensions.Of(
                "mmp0795 IMAP4 ACL QUOTA LITERAL+ NAMESPACE UIDPLUS CHILDREN BINARY UNSELECT SORT LANGUAGE IDLE XSENDER X-NETSCAPE XSERVERINFO "
                + "X-SUN-SORT X-SUN-IMAP X-ANNOTATEMORE X-UNAUTHENTICATE XUM1 AUTH=PLAIN"),
            Misbehaviours = ImmutableDictionary<ImapMisbehaviour, Repetition>.Empty.Add(ImapMisbehaviour.IdleSilent, Repetition.Always),
        },
        Pop3 = new() { Greeting = "Messaging Multiplexor (Sun Java(tm) System Messaging Server 7.2-5.02 (built Sep  3 2010))" },
        Smtp = new() { Greeting = "smtps.ac-lyon.fr -- Server ESMTP (Sun Java(tm) System Messaging Server)", OwnSenderOnly = true },
    };
}
