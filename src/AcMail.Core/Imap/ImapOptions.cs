using System.ComponentModel.DataAnnotations;

namespace AcMail;

/// <summary>What only an IMAP account has.</summary>
public sealed class ImapOptions
{
    internal const int DefaultMaximumConnections = 3;

    internal static readonly TimeSpan DefaultOpeningCost = TimeSpan.FromMicroseconds(1);

    /// <summary>Which mailboxes are mirrored: names with <c>*</c> (any characters) and <c>%</c> (any but the delimiter), as in LIST (RFC 9051 §6.3.9).</summary>
    /// <value>The default, where the list is empty, is every mailbox that can be selected.</value>
    public IList<string> Mailboxes { get; set; } = [];

    /// <summary>
    /// Which mailboxes are left out of <see cref="Mailboxes"/>: names with <c>*</c> and <c>%</c>. What is held of them stays and is not brought up to date; what
    /// is done in them here, or moved into them, reaches the server.
    /// </summary>
    /// <value>The default is none.</value>
    public IList<string> ExcludedMailboxes { get; set; } = [];

    /// <summary>Which message bodies are kept.</summary>
    /// <value>The default is all.</value>
    public BodyOptions Bodies { get; set; } = new();

    /// <summary>What happens when most of a mailbox is gone from the server at once.</summary>
    /// <value>The default is <see cref="MassRemovalMode.WhenConfirmed"/>.</value>
    public MassRemovalMode MassRemovals { get; set; } = MassRemovalMode.WhenConfirmed;

    /// <summary>
    /// Whether a message whose Message-ID, size and date (INTERNALDATE) are those of a content that is held is linked to it instead of being downloaded, where
    /// the server has no EMAILID (RFC 8474). Whoever sends a message chooses its Message-ID (RFC 4549 §4.2.2.1).
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool TrustMessageIds { get; set; } = true;

    /// <summary>Extensions that are not used although the server advertises them, such as <c>QRESYNC</c> or <c>CONDSTORE</c>.</summary>
    public IList<string> DisabledExtensions { get; set; } = [];

    /// <summary>Mailboxes whose role the server does not tell or tells wrongly: role to mailbox name.</summary>
    public IDictionary<MailboxRole, string> Roles { get; set; } = new Dictionary<MailboxRole, string>();

    /// <summary>Whether a sent message is filed in the mailbox with the role <see cref="MailboxRole.Sent"/>.</summary>
    /// <value>The default is <see langword="true"/>; set it to <see langword="false"/> for servers that file it themselves.</value>
    public bool SaveSentCopy { get; set; } = true;

    /// <summary>
    /// Which mailboxes are idled on beside the inbox while the account is watched, in patterns as for <see cref="Mailboxes"/>; earlier patterns come first.
    /// Each takes a connection of its own; those for which <see cref="MaximumConnections"/> leaves none are polled.
    /// </summary>
    /// <value>The default, where the list is empty, is none but the inbox.</value>
    public IList<string> Watch { get; set; } = [];

    /// <summary>How many connections watching may take, the one for everything else included. From 1 to 20.</summary>
    /// <value>The default is 3. Servers allow a user 5 to 20, all devices together.</value>
    [Range(1, 20)]
    public int MaximumConnections { get; set; } = DefaultMaximumConnections;

    /// <summary>What looking through a mailbox is taken to cost a server, for each message: measured with Maildirs of Dovecot, between 0.4 and 3 µs.</summary>
    internal TimeSpan OpeningCost { get; set; } = DefaultOpeningCost;

    /// <summary>Whether a pass that loses its connection goes on over another; tests of what the next pass makes of it want that it does not.</summary>
    internal bool Reopens { get; set; } = true;

    /// <summary>How long an answer may take to begin, or to go on; tests of servers that fall silent want to wait for less.</summary>
    internal TimeSpan AnswerTime { get; set; } = ConnectionLimits.Command;
}
