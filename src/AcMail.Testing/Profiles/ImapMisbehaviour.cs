namespace AcMail.Testing;

/// <summary>What IMAP servers do that clients must survive; in brackets, where it was seen.</summary>
/// <remarks>Replies that are only worded in an unexpected way are in <see cref="KnownReplies"/>.</remarks>
public enum ImapMisbehaviour
{
    /// <summary>With QRESYNC, VANISHED (EARLIER) names every UID but one, of messages that are there (Cyrus).</summary>
    VanishedNamesNearlyAll,

    /// <summary>With QRESYNC, VANISHED (EARLIER) has no set that can be read (iCloud).</summary>
    VanishedMalformed,

    /// <summary>SELECT with QRESYNC is refused by BAD, although it is offered (Purelymail).</summary>
    QresyncRefused,

    /// <summary>Octets of messages come corrupted after the word CAPABILITY until CAPABILITY was asked for after login (iCloud's proxy).</summary>
    CapabilityCorrupts,

    /// <summary>SELECT is refused before the client has said by ID who it is (Coremail: 163.com, 126.com).</summary>
    IdentificationRequired,

    /// <summary>ENABLE does what it is asked, and no ENABLED says so (iCloud).</summary>
    EnabledUntold,

    /// <summary>HIGHESTMODSEQ is ahead of any change there was, so that changes to come lie below it (Gmail).</summary>
    HighestModSeqAhead,

    /// <summary>FETCH gives MODSEQ (-1) (Zoho).</summary>
    ModSeqNegative,

    /// <summary>Neither SELECT nor STATUS tells UIDNEXT (Coremail: 163.com, QQ).</summary>
    UidNextMissing,

    /// <summary>STATUS tells UIDNEXT, SELECT does not (Winmail).</summary>
    UidNextInStatusOnly,

    /// <summary>UIDNEXT is not greater than every UID.</summary>
    UidNextTooLow,

    /// <summary>SELECT renumbers the mailbox under a greater UIDVALIDITY (DavMail, Proton Mail Bridge).</summary>
    UidValidityChanges,

    /// <summary>SELECT renumbers the mailbox under a lower UIDVALIDITY.</summary>
    UidValidityDecreases,

    /// <summary>UIDVALIDITY is 0.</summary>
    UidValidityZero,

    /// <summary>STATUS and EXAMINE tell another UIDVALIDITY than SELECT does (Courier).</summary>
    UidValidityUnstable,

    /// <summary>SELECT sends several EXISTS, of which the last is right (Zimbra).</summary>
    ExistsInSteps,

    /// <summary>Messages go without EXPUNGE or VANISHED; a lower EXISTS is all that is told.</summary>
    ExistsWithoutExpunge,

    /// <summary>Messages that others expunged are not told of, and can be fetched, before the next SELECT (Sun Java System Messaging Server).</summary>
    ExpungesUntold,

    /// <summary>New messages are not told of before the next SELECT (Courier, Exchange Online).</summary>
    ArrivalsUntold,

    /// <summary>Every second line of a FETCH is left out.</summary>
    FetchSkips,

    /// <summary>A line of FETCH is not what the grammar allows.</summary>
    FetchMalformed,

    /// <summary>The lines of FETCH come in another order (Yahoo).</summary>
    FetchUnordered,

    /// <summary>Every line of FETCH comes twice.</summary>
    FetchRepeats,

    /// <summary>FETCH gives the message number of the neighbour (iCloud).</summary>
    FetchWrongNumbers,

    /// <summary>UID is the last item of a FETCH line, after the octets (DavMail).</summary>
    FetchUidLast,

    /// <summary>The octets of the first message are NIL (old Exchange).</summary>
    FetchUnreadable,

    /// <summary>A FETCH that comes to the first message's octets ends there, in NO (old Exchange).</summary>
    FetchFails,

    /// <summary>What FETCH tells of the flags of the first message is not what the grammar allows.</summary>
    FlagsGarbled,

    /// <summary>The octets of the first message come in a line that is not what the grammar allows.</summary>
    FetchGarbled,

    /// <summary>A FETCH that comes to the first message's octets ends the connection: the server crashes over it.</summary>
    FetchHangsUp,

    /// <summary>A FETCH of messages by number is refused by BAD where the mailbox is empty (Exchange).</summary>
    FetchOfNothingRefused,

    /// <summary>RFC822.SIZE is not the number of octets (Exchange).</summary>
    SizesEstimated,

    /// <summary>Quotes in strings are not escaped (iCloud).</summary>
    QuotesUnescaped,

    /// <summary>ENVELOPE gives MISSING_MAILBOX and MISSING_DOMAIN where an address has none (Dovecot up to 2.3.4).</summary>
    AddressesMissing,

    /// <summary>SEARCH gives numbers that are each one too high.</summary>
    SearchWrongNumbers,

    /// <summary>SEARCH takes any date to match (Yandex).</summary>
    SearchIgnoresDates,

    /// <summary>SEARCH takes no date to match (Domino).</summary>
    SearchFindsNoDate,

    /// <summary>SEARCH is refused by BAD although a mailbox is selected (iCloud).</summary>
    SearchRefused,

    /// <summary>SEARCH does not find what came since the last SELECT or CHECK.</summary>
    SearchLagsBehind,

    /// <summary>STORE is answered as if it had been done, and the flags stay as they were (Sun Java System Messaging Server).</summary>
    StoreForgotten,

    /// <summary>STORE is not answered by FETCH.</summary>
    StoreUnanswered,

    /// <summary>The FETCH that answers UID STORE does not give the UID.</summary>
    StoreWithoutUid,

    /// <summary>APPEND is not answered by APPENDUID, although UIDPLUS is offered.</summary>
    AppendUidMissing,

    /// <summary>APPEND with <c>\Flagged</c> is refused (Exchange).</summary>
    AppendFlaggedRefused,

    /// <summary>APPEND with a keyword is refused (Zimbra).</summary>
    AppendKeywordRefused,

    /// <summary>APPEND of a message with a line of more than 9900 octets is refused (Exchange).</summary>
    AppendLongLineRefused,

    /// <summary>APPEND of a message without a line end at its end is refused by BAD (Yahoo).</summary>
    AppendUnterminatedRefused,

    /// <summary>APPEND rewrites Message-ID (Domino).</summary>
    AppendRewrites,

    /// <summary>COPYUID is cut short after the UIDVALIDITY (Exchange).</summary>
    CopyUidCutShort,

    /// <summary>
    /// UID COPY and UID MOVE are refused as a whole by NO [EXPUNGEISSUED] where a message was expunged that the session was not told of yet
    /// (Dovecot).
    /// </summary>
    TransferOfGoneRefused,

    /// <summary>APPEND and COPY are refused by NO [OVERQUOTA], whatever the quota.</summary>
    OverQuota,

    /// <summary>STATUS tells nothing (Coremail).</summary>
    StatusEmpty,

    /// <summary>Of STATUS commands that arrive together, those after the fiftieth are refused by BAD (Exchange).</summary>
    PipelinedStatusRefused,

    /// <summary>STATUS counts messages that the mailbox does not show (Gmail's chats).</summary>
    StatusCountsMore,

    /// <summary>LIST leaves INBOX out (Strato).</summary>
    InboxUnlisted,

    /// <summary>Every mailbox has a second name below INBOX, which LIST gives too (Dovecot with an aliased namespace).</summary>
    InboxAliased,

    /// <summary>LIST of the empty name gives no hierarchy delimiter.</summary>
    DelimiterUntold,

    /// <summary>LIST does not say of a name that it cannot be selected (shared roots of Dovecot).</summary>
    NoselectUntold,

    /// <summary>IDLE tells nothing (Oracle without its notification service).</summary>
    IdleSilent,

    /// <summary>The connection is closed at the end of IDLE (Yandex).</summary>
    IdleHangsUp,

    /// <summary>MAILBOXID is some stray octets where STATUS tells other items along (Cyrus 3.6).</summary>
    MailboxIdGarbled,

    /// <summary>The same, with an opening parenthesis and a line feed among the octets (Cyrus 3.6).</summary>
    MailboxIdUnreadable,

    /// <summary>DELETE of the mailbox that the session has selected is refused, and RENAME of it or of what is above it (Courier).</summary>
    SelectedMailboxLocked,

    /// <summary>APPEND, COPY and MOVE are answered by OK without a word of UIDs, and nothing is done.</summary>
    TransfersForgotten,

    /// <summary>SEARCH takes the UIDs that it is given for message numbers (GNU mailutils).</summary>
    SearchTakesUidsForNumbers,

    /// <summary>PERMANENTFLAGS names nothing but <c>\*</c>, and all flags are kept (go-imap).</summary>
    PermanentFlagsUnnamed,

    /// <summary>MOVE is offered, and refused by NO without a code (go-imap before a backend without MOVE).</summary>
    MoveRefused,

    /// <summary>DELETE takes the mailboxes below along (Kopano, DavMail), which RFC 9051 §6.3.5 forbids.</summary>
    DeleteTakesInferiors,

    /// <summary>SELECT and EXAMINE are answered by OK without a code, which for a SELECT RFC 9051 §6.3.2 allows.</summary>
    AccessUnsaid,

    /// <summary>The octets of the first message are announced as fewer than there are.</summary>
    LiteralTooShort,

    /// <summary>Names of mailboxes are composed (Unicode's form C), whatever form they come in, as RFC 9051 §5.1 allows.</summary>
    NamesComposed,

    /// <summary>Names of mailboxes are the same in capitals and small letters (Office 365, Gmail), as RFC 3501 §5.1 allows.</summary>
    NamesCaseless,

    /// <summary>Names of mailboxes lose the spaces at the beginning and end of each level.</summary>
    NamesTrimmed,
}
