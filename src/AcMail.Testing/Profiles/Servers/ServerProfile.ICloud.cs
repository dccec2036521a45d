using System.Collections.Immutable;

namespace AcMail.Testing;

public sealed partial record ServerProfile
{
    /// <summary>
    /// iCloud, of the family of <see cref="OracleMessagingServer"/>: no word of what ENABLE did, strings that are not escaped, and a proxy that
    /// corrupts messages until the capabilities were asked for once more.
    /// </summary>
    public static ServerProfile ICloud { get; } = new()
    {
        Name = "iCloud",
        Mailboxes = [new("Archive"), new("Deleted Messages"), new("Drafts"), new("Junk"), new("Sent Messages")],
        Imap = new()
        {
            Greeting = "iSCREAM ready to rumble (2304B155) pv50p00im-tygg10011801",
            Identification = "(\"name\" \"iCloud\")",
            AppendLimit = null,
            ExtensionsBeforeLogin = Extensions.Of(
                "XAPPLEPUSHSERVICE IMAP4 SASL-IR AUTH=ATOKEN AUTH=PTOKEN AUTH=XOAUTH2 AUTH=PLAIN STARTTLS"),
            Extensions = Extensions.Of(
                "XAPPLEPUSHSERVICE IMAP4 ACL RIGHTS=tekx CONDSTORE ENABLE QRESYNC QUOTA NAMESPACE UIDPLUS CHILDREN BINARY "
                + "UNSELECT SORT CATENATE URLAUTH LANGUAGE ESEARCH ESORT THREAD=ORDEREDSUBJECT THREAD=REFERENCES CONTEXT=SEARCH "
                + "CONTEXT=SORT WITHIN SASL-IR SEARCHRES METADATA ID XSENDER X-NETSCAPE XSERVERINFO X-SUN-SORT X-SUN-IMAP XUM1 "
                + "XAPPLELITERAL IDLE STARTTLS AUTH=XOAUTH2 AUTH=PLAIN"),
            Misbehaviours = ImmutableDictionary<ImapMisbehaviour, Repetition>.Empty
                .Add(ImapMisbehaviour.CapabilityCorrupts, Repetition.Always)
                .Add(ImapMisbehaviour.EnabledUntold, Repetition.Always)
                .Add(ImapMisbehaviour.QuotesUnescaped, Repetition.Always),
        },
        Smtp = new() { OwnSenderOnly = true },
    };
}
