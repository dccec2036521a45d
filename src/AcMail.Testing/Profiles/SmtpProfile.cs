using System.Collections.Immutable;

namespace AcMail.Testing;

/// <summary>The submission side of a <see cref="ServerProfile"/>.</summary>
public sealed partial record SmtpProfile
{
    /// <summary>The name that it gives itself in the greeting and in EHLO.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary>What follows <c>220</c> and the host's name in the greeting.</summary>
    public string Greeting { get; init; } = "ESMTP ready.";

    /// <summary>What is offered: the keywords of EHLO, and <c>EHLO</c> itself, without which there is HELO only.</summary>
    public ImmutableSortedSet<string> Extensions { get; init; } = ImmutableSortedSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "8BITMIME", "AUTH", "BINARYMIME", "CHUNKING", "DSN", "EHLO", "ENHANCEDSTATUSCODES", "PIPELINING", "SIZE", "SMTPUTF8", "STARTTLS");

    /// <summary>Extensions that work and are not announced.</summary>
    public ImmutableSortedSet<string> Unannounced { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Extensions that are announced and do not work.</summary>
    public ImmutableSortedSet<string> Hollow { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The SASL mechanisms of AUTH, in the order in which they are announced.</summary>
    public ImmutableArray<string> Mechanisms { get; init; } = [.. SaslExchange.Mechanisms];

    /// <summary>The whole reply where a name or a password is wrong; lines are separated by CRLF.</summary>
    /// <value>The default, <see langword="null"/>, stands for 535 in this server's own words.</value>
    public string? LoginRefusal { get; init; }

    /// <summary>Whether nobody can log in or send before TLS.</summary>
    public bool RequiresTls { get; init; }

    /// <summary>Whether only those who are authenticated may send (RFC 6409 §4.3).</summary>
    public bool RequiresAuthentication { get; init; } = true;

    /// <summary>How many refused logins end the connection.</summary>
    /// <value>10 by default; 1 hangs up after the first.</value>
    public int LoginAttempts { get; init; } = 10;

    /// <summary>The most octets of a message.</summary>
    /// <value>50 MiB by default.</value>
    public long MaximumSize { get; init; } = 50 * 1024 * 1024;

    /// <summary>The most recipients of a message (RFC 5321 §4.5.3.1.8).</summary>
    /// <value>1000 by default.</value>
    public int MaximumRecipients { get; init; } = 1000;

    /// <summary>The most octets of a line of a message, without its CRLF (RFC 5321 §4.5.3.1.6).</summary>
    /// <value>The default, <see langword="null"/>, stands for no limit.</value>
    public int? MaximumLine { get; init; }

    /// <summary>Whether the sender must be an address of who is authenticated (RFC 6409 §6.1).</summary>
    public bool OwnSenderOnly { get; init; }

    /// <summary>The domains of the recipients that are accepted, or <see langword="null"/> for all.</summary>
    public ImmutableArray<string>? RecipientDomains { get; init; }

    /// <summary>How long a sender must wait before its first message to a recipient is accepted, or <see langword="null"/>.</summary>
    public TimeSpan? Greylisting { get; init; }

    /// <summary>How many recipients a user may send to in a period, or <see langword="null"/> for any number.</summary>
    public SendingLimit? SendingLimit { get; init; }

    /// <summary>Whether the server files a copy in the sender's mailbox for sent mail, as Gmail and Exchange do.</summary>
    public bool FilesSentCopy { get; init; }

    /// <summary>What is answered in place of what commands do; of several that fit, the first.</summary>
    public ImmutableArray<ScriptedReply> Replies { get; init; } = [];

    /// <summary>What is answered to every command but QUIT once <see cref="ServerUser.ExpireSessions"/> was called; its command does not matter.</summary>
    public ScriptedReply ExpiredReply { get; init; } = new("", "530 5.7.0 The session has expired, authenticate again.");

    /// <summary>What it does wrong.</summary>
    public ImmutableDictionary<SmtpMisbehaviour, Repetition> Misbehaviours { get; init; } =
        ImmutableDictionary<SmtpMisbehaviour, Repetition>.Empty;

    /// <summary>This profile without <paramref name="extensions"/>; without BINARYMIME too where one that it needs is among them.</summary>
    public SmtpProfile Without(params IEnumerable<string> extensions)
    {
        var left = Extensions.Except(extensions);
        return this with { Extensions = left.IsSupersetOf(["8BITMIME", "CHUNKING"]) ? left : left.Remove("BINARYMIME") };
    }

    /// <summary>This profile with <paramref name="misbehaviour"/>.</summary>
    public SmtpProfile Misbehaving(SmtpMisbehaviour misbehaviour, Repetition repetition = Repetition.Always) =>
        this with { Misbehaviours = Misbehaviours.SetItem(misbehaviour, repetition) };

    /// <summary>This profile with a reply in place of what <paramref name="command"/> does; see <see cref="ScriptedReply"/>.</summary>
    public SmtpProfile Answering(string command, string reply, Repetition repetition = Repetition.Always, bool hangsUp = false) =>
        Answering(new ScriptedReply(command, reply, repetition, hangsUp));

    /// <summary>This profile with replies in place of what commands do, such as those of <see cref="KnownSmtpReplies"/>.</summary>
    public SmtpProfile Answering(params IEnumerable<ScriptedReply> replies) => this with { Replies = Replies.AddRange(replies) };

    internal bool Announces(string extension) => Extensions.Contains(extension) && !Unannounced.Contains(extension);

    internal bool Performs(string extension) => Extensions.Contains(extension) && !Hollow.Contains(extension);
}
