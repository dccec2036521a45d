namespace AcMail.Testing.Tests.Hostile;

/// <summary>What commands are made of. <c>$t</c> is a tag, <c>$s</c> a sequence set, <c>$m</c> a mailbox, <c>$f</c> flags, <c>$i</c> FETCH items,
/// <c>$k</c> SEARCH keys, <c>$n</c> a number, <c>$l</c> a literal.</summary>
static class FuzzVocabulary
{
    public static readonly string[] Sets = ["1", "1:*", "*", "2,4:7,9:*", "*:3", "1:99999", "4294967295", "0", "3:1", "1,1,1,2:3,2"];

    public static readonly string[] Mailboxes =
        ["INBOX", "inbox", "\"INBOX\"", "Sent", "\"&AMk-l&AOk-ments envoy&AOk-s\"", "Neu", "a/b/c", "\"\"", "/", "\"a//b\"", "%", "&",
        "{3+}\r\nabc"];

    public static readonly string[] Flags =
        [@"(\Seen)", @"\Deleted", @"(\Seen \Flagged &Label x)", "()", @"(\Recent)", @"(\Nonsense)", "(a b c d e f g h)", "(", @"\*"];

    public static readonly string[] FetchItems =
    [
        "FLAGS", "(UID FLAGS MODSEQ)", "ALL", "FULL", "FAST", "ENVELOPE", "BODYSTRUCTURE", "BODY", "BODY[]", "BODY.PEEK[]<5.20>",
        "BODY[HEADER]",
        "BODY[HEADER.FIELDS (SUBJECT FROM)]", "BODY[1]", "BODY[1.1.MIME]", "BODY[2.TEXT]", "BODY[TEXT]<0.1>", "RFC822", "RFC822.SIZE",
        "RFC822.HEADER",
        "INTERNALDATE", "(EMAILID THREADID)", "BINARY[1]", "BINARY.SIZE[1]", "FLAGS (CHANGEDSINCE 1)", "FLAGS (CHANGEDSINCE 1 VANISHED)",
        "(X-GM-MSGID X-GM-THRID X-GM-LABELS)", "(BODY[HEADER.FIELDS.NOT (X)]<1.2>)", "PREVIEW", "()", "(UID",
    ];

    public static readonly string[] SearchKeys =
    [
        "ALL", "SEEN", "NOT SEEN", "OR SEEN (DELETED NEW)", "SUBJECT x", "BODY {3+}\r\nabc", "HEADER Message-ID \"\"", "SINCE 1-Feb-2026",
        "BEFORE 31-Dec-1999",
        "LARGER 10", "SMALLER 0", "UID 1:*", "1:3,5", "MODSEQ 5", "MODSEQ \"/flags/\\\\Seen\" all 3", "KEYWORD x",
        "CHARSET UTF-8 TEXT \"é\"", "ON 30-Feb-2026",
        "RETURN (MIN MAX COUNT ALL) ALL", "RETURN () SEEN", "RETURN (SAVE) ALL", "&", "((((ALL))))", "SENTSINCE 1-Jan-2026", "OLDER 5",
        "YOUNGER 5", "X-GM-LABELS \\Inbox", "X-GM-RAW \"-is:unread from:x --y -\"", "X-GM-MSGID 1278455344230334001", "",
    ];

    public static readonly string[] Literals = 
    [
        "{5+}\r\nabc\r\n", "{5}\r\nabc\r\n", "{0+}\r\n", "~{3+}\r\na\0b", "{100000000+}\r\n", "{25+}\r\nSubject: x\r\n\r\nbody body\r\n",
        "\"quoted\"",
    ];

    static readonly string[] Imap =
    [
        "$t NOOP", "$t CAPABILITY", "$t LOGIN dmartin secret", "$t LOGIN $l $l", "$t AUTHENTICATE PLAIN AGRtYXJ0aW4Ac2VjcmV0",
        "$t AUTHENTICATE LOGIN\r\nZG1hcnRpbg==\r\nc2VjcmV0",
        "$t AUTHENTICATE XOAUTH2 =", "$t ENABLE QRESYNC", "$t ENABLE UTF8=ACCEPT IMAP4rev2", "$t ID (\"name\" \"x\" \"a\" NIL)",
        "$t ID NIL", "$t NAMESPACE", "$t LIST \"\" *",
        "$t LIST (SUBSCRIBED SPECIAL-USE) \"\" (% $m) RETURN (CHILDREN STATUS (MESSAGES UIDNEXT HIGHESTMODSEQ SIZE))", "$t LIST $m $m",
        "$t LSUB \"\" %", "$t SUBSCRIBE $m",
        "$t UNSUBSCRIBE $m", "$t STATUS $m (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN SIZE MAILBOXID HIGHESTMODSEQ)", "$t SELECT $m",
        "$t EXAMINE $m",
        "$t SELECT $m (CONDSTORE)", "$t SELECT INBOX (QRESYNC ($n $n $s ($s $s)))", "$t UNSELECT", "$t CLOSE", "$t CHECK", "$t CREATE $m",
        "$t CREATE $m (USE (\\Sent))",
        "$t DELETE $m", "$t RENAME $m $m", "$t APPEND $m $f \" 1-Feb-2026 10:00:00 +0100\" $l", "$t APPEND $m $l", "$t FETCH $s $i",
        "$t UID FETCH $s $i", "$t FETCH $s ($i $i)",
        "$t STORE $s +FLAGS $f", "$t UID STORE $s -FLAGS.SILENT $f", "$t UID STORE $s (UNCHANGEDSINCE $n) FLAGS $f", "$t COPY $s $m",
        "$t UID COPY $s $m", "$t MOVE $s $m", "$t UID MOVE $s $m",
        "$t EXPUNGE", "$t UID EXPUNGE $s", "$t SEARCH $k", "$t UID SEARCH $k $k", "$t SEARCH RETURN (COUNT) $k", "$t IDLE\r\nDONE",
        "$t GETQUOTAROOT $m", "$t GETQUOTA \"\"", "$t GETQUOTA $m",
        "$t UID FETCH $s $i (CHANGEDSINCE $n VANISHED)", "$t LOGOUT", "$t $l", "DONE", "$l",
        "$t STORE $s +X-GM-LABELS ($m)", "$t UID STORE $s -X-GM-LABELS.SILENT (\\Inbox $m)", "$t STORE $s X-GM-LABELS (\\Sent \\Trash)",
        "$t XLIST \"\" *",
    ];

    static readonly string[] Pop3 =
    [
        "USER dmartin", "PASS secret", "APOP dmartin 0123456789abcdef0123456789abcdef", "AUTH", "AUTH PLAIN AGRtYXJ0aW4Ac2VjcmV0",
        "AUTH PLAIN\r\nAGRtYXJ0aW4Ac2VjcmV0", "AUTH LOGIN\r\n*", "CAPA", "STAT",
        "LIST", "LIST $n", "UIDL", "UIDL $n", "RETR $n", "TOP $n $n", "DELE $n", "RSET", "NOOP", "LAST", "UTF8", "LANG *", "QUIT", "$l",
    ];

    static readonly string[] Smtp =
    [
        "EHLO x", "HELO x", "AUTH PLAIN AGRtYXJ0aW4Ac2VjcmV0", "AUTH LOGIN\r\nZG1hcnRpbg==\r\nc2VjcmV0", "AUTH XOAUTH2 =",
        "MAIL FROM:<dmartin@localhost>", "MAIL FROM:<> SIZE=$n BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+2Bb",
        "MAIL FROM:<\"d m\"@localhost> BODY=BINARYMIME", "RCPT TO:<dmartin@localhost>", "RCPT TO:<é@x> NOTIFY=NEVER ORCPT=rfc822;a+40b",
        "RCPT TO:<@a,@b:c@d>", "DATA\r\nSubject: x\r\n\r\n..x\r\n.x\r\n.", "DATA", ".",
        "BDAT 5\r\nabcde", "BDAT $n LAST\r\nabc", "BDAT 0 LAST", "RSET", "NOOP", "VRFY dmartin", "EXPN x", "HELP", "QUIT", "$l",
    ];

    public static IReadOnlyList<string> Commands(WireProtocol protocol) => protocol switch
    {
        WireProtocol.Imap => Imap,
        WireProtocol.Pop3 => Pop3,
        _ => Smtp,
    };

    public static string Beginning(WireProtocol protocol) => protocol switch
    {
        WireProtocol.Imap => "a LOGIN dmartin secret\r\nb SELECT INBOX\r\n",
        WireProtocol.Pop3 => "USER dmartin\r\nPASS secret\r\n",
        _ => "EHLO x\r\nAUTH PLAIN AGRtYXJ0aW4Ac2VjcmV0\r\n",
    };
}
