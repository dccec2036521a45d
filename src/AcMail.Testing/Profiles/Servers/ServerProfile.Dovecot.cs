using System.Collections.Immutable;

namespace AcMail.Testing;

public sealed partial record ServerProfile
{
    /// <summary>Dovecot 2.3 with Postfix, as Debian has them.</summary>
    public static ServerProfile Dovecot { get; } = new()
    {
        Name = "Dovecot",
        Mailboxes = [new("Drafts", @"\Drafts"), new("Junk", @"\Junk"), new("Sent", @"\Sent"), new("Trash", @"\Trash")],
        Imap = new()
        {
            Greeting = "Dovecot (Debian) ready.",
            Identification = "(\"name\" \"Dovecot\")",
            IdleReminder = TimeSpan.FromMinutes(2),
            RenamesSubscriptions = false,
            LoginRefusal = "[AUTHENTICATIONFAILED] Authentication failed.",
            ExtensionsBeforeLogin = Extensions.Of(
                "SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS AUTH=PLAIN AUTH=LOGIN"),
            Extensions = Extensions.Of(
                "SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS THREAD=ORDEREDSUBJECT "
                + "URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH "
                + "ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE "
                + "SAVEDATE COMPRESS=DEFLATE QUOTA LITERAL+ NOTIFY SPECIAL-USE STARTTLS AUTH=PLAIN AUTH=LOGIN"),
            Misbehaviours = ImmutableDictionary<ImapMisbehaviour, Repetition>.Empty
                .Add(ImapMisbehaviour.TransferOfGoneRefused, Repetition.Always),
        },
        Pop3 = Pop3Profile.Dovecot,
        Smtp = SmtpProfile.Postfix,
    };
}
