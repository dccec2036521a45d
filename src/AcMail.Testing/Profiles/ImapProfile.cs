using System.Collections.Immutable;

namespace AcMail.Testing;

/// <summary>The IMAP side of a <see cref="ServerProfile"/>.</summary>
public sealed partial record ImapProfile
{
    /// <summary>What follows <c>* OK</c> and the capabilities in the greeting.</summary>
    public string Greeting { get; init; } = "ready.";

    /// <summary>Whether the greeting tells the capabilities.</summary>
    public bool GreetsWithCapabilities { get; init; } = true;

    /// <summary>Whether the reply to a login tells the capabilities.</summary>
    public bool TellsCapabilitiesAfterLogin { get; init; } = true;

    /// <summary>
    /// The extensions that are offered, by their names in CAPABILITY. Without one, its commands and parameters are refused by BAD. Names
    /// that the server does not know are told and do nothing. With <c>LOGINDISABLED</c>, AUTHENTICATE is the only way in.
    /// </summary>
    public ImmutableSortedSet<string> Extensions { get; init; } = ImapExtensions.All;

    /// <summary>The extensions that are told before login, or <see langword="null"/> for all.</summary>
    public ImmutableSortedSet<string>? ExtensionsBeforeLogin { get; init; }

    /// <summary>What ID answers: a parenthesised list of names and values, or NIL (RFC 2971).</summary>
    public string Identification { get; init; } = "(\"name\" \"AcMail.Testing\")";

    /// <summary>The hierarchy delimiter.</summary>
    public char Delimiter { get; init; } = '/';

    /// <summary>What all mailbox names but INBOX begin with, the delimiter included, such as <c>INBOX.</c>; empty by default.</summary>
    public string PersonalPrefix { get; init; } = "";

    /// <summary>Whether a subscription goes along when its mailbox is renamed; otherwise the old name stays subscribed to.</summary>
    /// <value><see langword="true"/> by default; RFC 9051 leaves it open, and on Dovecot it does not.</value>
    public bool RenamesSubscriptions { get; init; } = true;

    /// <summary>Whether nobody can log in before TLS (LOGINDISABLED).</summary>
    public bool RequiresTls { get; init; }

    /// <summary>How many refused logins end the connection.</summary>
    /// <value>10 by default; 1 hangs up after the first.</value>
    public int LoginAttempts { get; init; } = 10;

    /// <summary>How many commands refused by BAD end the connection.</summary>
    /// <value>No number does by default.</value>
    public int BadCommands { get; init; } = int.MaxValue;

    /// <summary>The most octets of a line of the client's; a longer one is refused by BAD.</summary>
    /// <value>65536 by default.</value>
    public int LongestLine { get; init; } = 64 * 1024;

    /// <summary>How often an IDLE without news says that the server is still there, or <see langword="null"/> for never.</summary>
    public TimeSpan? IdleReminder { get; init; }

    /// <summary>How long an IDLE lasts until the server says goodbye, or <see langword="null"/> for any time.</summary>
    public TimeSpan? IdleLimit { get; init; }

    /// <summary>The most octets of an appended message (APPENDLIMIT, RFC 7889), or <see langword="null"/> for none that is told.</summary>
    public long? AppendLimit { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Whether mailboxes have mod-sequences where CONDSTORE is offered; otherwise they are selected with NOMODSEQ (RFC 7162 §3.1.2.2).
    /// </summary>
    public bool HasModSequences { get; init; } = true;

    /// <summary>
    /// The flags that a client can change for good, with <c>\*</c> among them where it may make keywords; others that it sets are dropped.
    /// </summary>
    /// <value>The default, <see langword="null"/>, stands for all flags and keywords.</value>
    public FlagSet? PermanentFlags { get; init; }

    internal string QuotedDelimiter => ImapText.String($"{Delimiter}");

    internal long LargestAppend => Math.Min(AppendLimit ?? long.MaxValue, 1024 * 1024 * 1024);

    /// <summary>This profile without <paramref name="extensions"/>, and without those that need one of them.</summary>
    public ImapProfile Without(params IEnumerable<string> extensions) =>
        this with { Extensions = ImapExtensions.Without(Extensions, extensions) };
}
