using System.Collections.Immutable;

namespace AcMail.Testing;

/// <summary>The POP3 side of a <see cref="ServerProfile"/>.</summary>
public sealed partial record Pop3Profile
{
    /// <summary>What follows <c>+OK</c> in the greeting.</summary>
    public string Greeting { get; init; } = "ready.";

    /// <summary>What IMPLEMENTATION says in CAPA.</summary>
    public string Implementation { get; init; } = "AcMail.Testing";

    /// <summary>
    /// What is offered: the names of capabilities, and besides <c>CAPA</c> and <c>APOP</c> (RFC 1939 §7). Without one, its commands are
    /// unknown.
    /// </summary>
    /// <value>All but <c>APOP</c> by default. <c>LOGIN-DELAY</c> is announced where <see cref="LoginDelay"/> is given.</value>
    public ImmutableSortedSet<string> Extensions { get; init; } = ImmutableSortedSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "AUTH-RESP-CODE", "CAPA", "EXPIRE", "IMPLEMENTATION", "LOGIN-DELAY", "PIPELINING", "RESP-CODES", "SASL", "STLS", "TOP", "UIDL",
        "USER", "UTF8");

    /// <summary>Extensions that work and are not announced.</summary>
    public ImmutableSortedSet<string> Unannounced { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Extensions that are announced and do not work.</summary>
    public ImmutableSortedSet<string> Hollow { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The SASL mechanisms of AUTH, in the order in which they are announced.</summary>
    public ImmutableArray<string> Mechanisms { get; init; } = [.. SaslExchange.Mechanisms];

    /// <summary>Lines of CAPA that this server tells and does not keep to.</summary>
    public ImmutableArray<string> IdleCapabilities { get; init; } = [];

    /// <summary>What follows -ERR and its code where a name or a password is wrong.</summary>
    public string LoginRefusal { get; init; } = "The name or the password is wrong.";

    /// <summary>Whether nobody can log in before TLS.</summary>
    public bool RequiresTls { get; init; }

    /// <summary>How many refused logins end the connection.</summary>
    /// <value>10 by default; 1 hangs up after the first.</value>
    public int LoginAttempts { get; init; } = 10;

    /// <summary>How long after a login the next one of that user is refused, or <see langword="null"/> (RFC 2449 §6.5).</summary>
    public TimeSpan? LoginDelay { get; init; }

    /// <summary>After how many days a login removes messages, or <see langword="null"/> for never (EXPIRE, RFC 2449 §6.7).</summary>
    /// <remarks>With 0, a message is deleted at the QUIT of the session that fetched it.</remarks>
    public int? ExpireDays { get; init; }

    /// <summary>How long the maildrop stays locked after its session.</summary>
    public TimeSpan LockLinger { get; init; }

    /// <summary>How many messages a session shows, the oldest ones, or <see langword="null"/> for all.</summary>
    public int? MaildropLimit { get; init; }

    /// <summary>Whether a message that was fetched is <c>\Seen</c> in IMAP afterwards, as on Dovecot.</summary>
    public bool MarksSeen { get; init; } = true;

    /// <summary>Whether RETR and TOP refuse what another client removed since the session began, as on Dovecot.</summary>
    public bool RefusesRemoved { get; init; }

    /// <summary>What is answered in place of what commands do; of several that fit, the first.</summary>
    public ImmutableArray<ScriptedReply> Replies { get; init; } = [];

    /// <summary>
    /// What is answered to every command once <see cref="ServerUser.ExpireSessions"/> was called, to QUIT too, which then deletes nothing; its
    /// command does not matter.
    /// </summary>
    public ScriptedReply ExpiredReply { get; init; } = new("", "-ERR [AUTH] The session has expired, log in again.");

    /// <summary>What it does wrong.</summary>
    public ImmutableDictionary<Pop3Misbehaviour, Repetition> Misbehaviours { get; init; } =
        ImmutableDictionary<Pop3Misbehaviour, Repetition>.Empty;

    /// <summary>This profile without <paramref name="extensions"/>.</summary>
    public Pop3Profile Without(params IEnumerable<string> extensions) => this with { Extensions = Extensions.Except(extensions) };

    /// <summary>This profile with <paramref name="misbehaviour"/>.</summary>
    public Pop3Profile Misbehaving(Pop3Misbehaviour misbehaviour, Repetition repetition = Repetition.Always) =>
        this with { Misbehaviours = Misbehaviours.SetItem(misbehaviour, repetition) };

    /// <summary>This profile with a reply in place of what <paramref name="command"/> does; see <see cref="ScriptedReply"/>.</summary>
    public Pop3Profile Answering(string command, string reply, Repetition repetition = Repetition.Always, bool hangsUp = false) =>
        Answering(new ScriptedReply(command, reply, repetition, hangsUp));

    /// <summary>This profile with replies in place of what commands do, such as those of <see cref="KnownPop3Replies"/>.</summary>
    public Pop3Profile Answering(params IEnumerable<ScriptedReply> replies) => this with { Replies = Replies.AddRange(replies) };

    internal bool Announces(string extension) => Extensions.Contains(extension) && !Unannounced.Contains(extension);

    internal bool Performs(string extension) => Extensions.Contains(extension) && !Hollow.Contains(extension);
}
