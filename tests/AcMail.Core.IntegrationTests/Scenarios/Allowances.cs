namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>What the comparison sets aside in every scenario, because the RFCs leave it to the server.</summary>
/// <param name="Reason">What, and the RFC that leaves it free.</param>
/// <param name="Command">The command that is answered.</param>
/// <param name="One">An answer to it.</param>
/// <param name="Other">Another, which counts as the same.</param>
sealed record Allowance(string Reason, string Command, string One, string Other);

static class Allowances
{
    public static IReadOnlyList<Allowance> All { get; } =
    [
        new(
            "The text for people after a status and its response code (RFC 9051 §7.1).",
            "imap NOOP", "OK NOOP completed.", "OK done"),
        new(
            "The capabilities after LOGIN, which a server may leave to be asked for (RFC 9051 §7.1).",
            "imap LOGIN", "OK [CAPABILITY IMAP4rev1 IDLE] in", "OK [CAPABILITY IMAP4rev1] in"),
        new(
            "The order of capabilities (RFC 9051 §7.2.2).",
            "imap CAPABILITY", "* CAPABILITY IMAP4rev1 IDLE", "* CAPABILITY idle IMAP4rev1"),
        new(
            "The order of flags, and of the items of a FETCH response (RFC 9051 §7.5.2).",
            "imap FETCH", @"* 1 FETCH (UID 1 FLAGS (\Seen \Draft))", @"* 1 FETCH (FLAGS (\Draft \Seen) UID 1)"),
        new(
            "Whether a string is quoted or a literal (RFC 9051 §4.3).",
            "imap FETCH", "* 1 FETCH (BODY[TEXT] \"x\")", "* 1 FETCH (BODY[TEXT] {1}\r\nx)"),
        new(
            "The case of media types, encodings, dispositions and parameters (RFC 2045 §5.1).",
            "imap FETCH", "* 1 FETCH (BODY (\"TEXT\" \"plain\"))", "* 1 FETCH (BODY (\"text\" \"PLAIN\"))"),
        new(
            "The case, and the quoting, of field names in the name of a section (RFC 9051 §6.4.5).",
            "imap FETCH", "* 1 FETCH (BODY[HEADER.FIELDS (TO)] \"\")", "* 1 FETCH (BODY[HEADER.FIELDS (\"to\")] \"\")"),
        new(
            "The zone in which an internal date is told (RFC 9051 §2.3.3).",
            "imap FETCH", "* 1 FETCH (INTERNALDATE \"05-Jan-2024 10:00:00 +0100\")",
            "* 1 FETCH (INTERNALDATE \" 5-Jan-2024 09:00:00 +0000\")"),
        new(
            @"The hints \Marked and \Unmarked (RFC 9051 §7.3.1).",
            "imap LIST", @"* LIST (\HasNoChildren) ""/"" INBOX", @"* LIST (\HasNoChildren \UnMarked) ""/"" ""INBOX"""),
        new(
            "The values of UIDVALIDITY; they are compared with each other only (RFC 9051 §2.3.1.1).",
            "imap SELECT", "* OK [UIDVALIDITY 1700000000] valid", "* OK [UIDVALIDITY 7] valid"),
        new(
            "The values of mod-sequences; they are compared with each other only (RFC 7162 §3.1).",
            "imap FETCH", "* 1 FETCH (MODSEQ (4))", "* 1 FETCH (MODSEQ (900))"),
        new(
            "The names of quota roots (RFC 9208 §3.2).",
            "imap GETQUOTAROOT", "* QUOTA \"\" (STORAGE 1 2)", "* QUOTA \"User quota\" (STORAGE 1 2)"),
        new(
            "What a server says of itself with ID (RFC 2971 §3.2).",
            "imap ID", "* ID (\"name\" \"one\")", "* ID (\"name\" \"other\" \"version\" \"1\")"),
        new(
            "The order of search results (RFC 9051 §7.3.4, RFC 3501 §7.2.5).",
            "imap SEARCH", "* SEARCH 1 2", "* SEARCH 2 1"),
        new(
            "How a set of numbers is written (RFC 9051 §9, sequence-set).",
            "imap EXPUNGE", "* VANISHED 1:3", "* VANISHED 2,1,3"),
        new(
            "In which order messages are removed, as long as the numbers are right at each moment (RFC 9051 §7.5.1).",
            "imap EXPUNGE", "* 2 EXPUNGE\r\n* 2 EXPUNGE\r\n* 3 EXPUNGE", "* 5 EXPUNGE\r\n* 3 EXPUNGE\r\n* 2 EXPUNGE"),
        new(
            "How many of the messages that are left are recent (RFC 3501 §7.3.2, gone from RFC 9051).",
            "imap EXPUNGE", "* 1 EXPUNGE\r\n* 0 RECENT", "* 1 EXPUNGE"),
        new(
            "The order of untagged responses that do not depend on each other (RFC 9051 §7).",
            "imap SELECT", "* 1 EXISTS\r\n* FLAGS ()", "* FLAGS ()\r\n* 1 EXISTS"),
        new(
            "The text after +OK and -ERR (RFC 1939 §3).",
            "pop NOOP", "+OK", "+OK still here"),
        new(
            "The unique ids; they are compared with each other only (RFC 1939 §7).",
            "pop UIDL 1", "+OK 1 abc", "+OK 1 000001"),
        new(
            "The name of the implementation, and the order of capabilities (RFC 2449 §6).",
            "pop CAPA", "+OK\r\nIMPLEMENTATION one\r\nUIDL", "+OK\r\nUIDL\r\nIMPLEMENTATION other"),
        new(
            "The text after an SMTP reply code and its enhanced status code (RFC 5321 §4.2).",
            "smtp NOOP", "250 2.0.0 Ok", "250 2.0.0 fine"),
        new(
            "The order of the lines of the reply to EHLO, and the greatest size (RFC 5321 §4.1.1.1, RFC 1870 §4).",
            "smtp EHLO", "250-a\r\n250-PIPELINING\r\n250 SIZE 1", "250-b\r\n250-SIZE 2\r\n250 PIPELINING"),
    ];
}
