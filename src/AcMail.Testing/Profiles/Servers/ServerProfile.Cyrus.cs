namespace AcMail.Testing;

public sealed partial record ServerProfile
{
    /// <summary>Cyrus 3 in its old namespace: everything lies below INBOX, and a dot separates levels.</summary>
    public static ServerProfile Cyrus { get; } = new()
    {
        Name = "Cyrus",
        Mailboxes =
        [
            new("INBOX.Drafts", @"\Drafts"), new("INBOX.Junk", @"\Junk"), new("INBOX.Sent", @"\Sent"), new("INBOX.Trash", @"\Trash"),
        ],
        Imap = new()
        {
            Greeting = "mail.example.org Cyrus IMAP 3.4.3-Debian-3.4.3-3+deb11u1 server ready",
            Identification = "(\"name\" \"Cyrus IMAPD\" \"version\" \"3.4.3\" \"vendor\" \"Project Cyrus\" \"support-url\" \"https://www.cyrusimap.org\")",
            LoginRefusal = "Login failed: authentication failure",
            Delimiter = '.',
            PersonalPrefix = "INBOX.",
            ExtensionsBeforeLogin = Extensions.Of("LITERAL+ ID ENABLE STARTTLS AUTH=PLAIN SASL-IR"),
            Extensions = Extensions.Of(
                "LITERAL+ ID ENABLE ACL RIGHTS=kxten QUOTA MAILBOX-REFERRALS NAMESPACE UIDPLUS NO_ATOMIC_RENAME UNSELECT CHILDREN BINARY CATENATE "
                + "CONDSTORE ESEARCH SEARCH=FUZZY SORT SORT=MODSEQ SORT=DISPLAY SORT=UID THREAD=ORDEREDSUBJECT THREAD=REFERENCES THREAD=REFS "
                + "ANNOTATEMORE ANNOTATE-EXPERIMENT-1 METADATA LIST-EXTENDED LIST-STATUS LIST-MYRIGHTS LIST-METADATA WITHIN QRESYNC SCAN MOVE "
                + "SPECIAL-USE CREATE-SPECIAL-USE DIGEST=SHA1 X-REPLICATION URLAUTH URLAUTH=BINARY COMPRESS=DEFLATE X-QUOTA=STORAGE "
                + "X-QUOTA=MESSAGE X-QUOTA=X-ANNOTATION-STORAGE X-QUOTA=X-NUM-FOLDERS IDLE STARTTLS AUTH=PLAIN SASL-IR"),
        },
        Pop3 = new() { Greeting = "mail.example.org Cyrus POP3 3.4.3-Debian-3.4.3-3+deb11u1 server ready", Implementation = "Cyrus POP3 3.4.3" },
    };
}
