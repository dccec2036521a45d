using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;

namespace AcMail.Testing;

/// <summary>
/// An IMAP, POP3 and submission server in this process, over one model of mail in memory. It listens on a free loopback port once that port
/// is asked for, and serves in-memory streams without any.
/// </summary>
public sealed class MailServer : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, ServerUser> _users = new(StringComparer.OrdinalIgnoreCase);
    readonly ConcurrentQueue<ReceivedSubmission> _submissions = new();
    readonly Lazy<SslServerAuthenticationOptions> _tls;
    readonly SessionLog _log;
    readonly ServerSessions _sessions;
    readonly ServerPorts _ports;
    bool _disposed;

    MailServer(MailServerOptions options)
    {
        Profile = options.Profile;
        Time = options.Time;
        Faults = new(options.Faults);
        var (certificate, protocols) = (options.Certificate, options.TlsProtocols);
        _tls = new(() => ServerTls.Of(certificate, protocols));
        _log = new(Time, new(options.TranscriptLimit, options.TranscriptEntryLimit), options.SessionsKept);
        _sessions = new(this, _log);
        _ports = new(Serve);
    }

    /// <summary>How it presents itself and what it can do; a change holds for sessions that begin after it.</summary>
    public ServerProfile Profile { get; set; }

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>What goes wrong.</summary>
    public FaultSet Faults { get; }

    /// <summary>What was said in the latest <see cref="MailServerOptions.SessionsKept"/> sessions, oldest first.</summary>
    public IReadOnlyList<SessionTranscript> Sessions => _log.Transcripts;

    /// <summary>What clients have cost so far.</summary>
    public WireCounters Counters => _log.Counters;

    /// <summary>The errors in sessions that were none of the client's: defects of this server. The first hundred are kept.</summary>
    public IReadOnlyList<Exception> UnhandledErrors => _log.Errors;

    /// <summary>Its users.</summary>
    public IReadOnlyCollection<ServerUser> Users => [.. _users.Values];

    /// <summary>The messages handed over through SMTP and accepted, oldest first.</summary>
    public IReadOnlyList<ReceivedSubmission> Submissions => [.. _submissions];

    /// <summary>The port of IMAP with STARTTLS, on 127.0.0.1.</summary>
    public int ImapPort => PortOf(WireProtocol.Imap, false);

    /// <summary>The port of IMAP over TLS, on 127.0.0.1.</summary>
    public int ImapsPort => PortOf(WireProtocol.Imap, true);

    /// <summary>The port of POP3 with STLS, on 127.0.0.1.</summary>
    public int Pop3Port => PortOf(WireProtocol.Pop3, false);

    /// <summary>The port of POP3 over TLS, on 127.0.0.1.</summary>
    public int Pop3sPort => PortOf(WireProtocol.Pop3, true);

    /// <summary>The port of submission with STARTTLS, on 127.0.0.1.</summary>
    public int SubmissionPort => PortOf(WireProtocol.Smtp, false);

    /// <summary>The port of submission over TLS, on 127.0.0.1.</summary>
    public int SubmissionsPort => PortOf(WireProtocol.Smtp, true);

    /// <summary>What it has done that it does once only.</summary>
    internal Occurrences Occurrences { get; } = new();

    /// <summary>What its POP3 sessions share.</summary>
    internal Maildrops Maildrops { get; } = new();

    /// <summary>What its SMTP sessions share.</summary>
    internal SmtpSenders Senders { get; } = new();

    /// <summary>How it speaks TLS; who never does makes no key.</summary>
    internal SslServerAuthenticationOptions Tls => _tls.Value;

    /// <summary>Starts a server.</summary>
    public static MailServer Start(Action<MailServerOptions>? configure = null)
    {
        var options = new MailServerOptions();
        configure?.Invoke(options);
        return new(options);
    }

    /// <summary>Adds a user with an empty inbox and the mailboxes of <see cref="ServerProfile.Mailboxes"/>.</summary>
    /// <param name="name">The login name.</param>
    /// <param name="password">The password, and the access token that is accepted.</param>
    /// <param name="addresses">The addresses whose mail is delivered to the inbox; <c>name@localhost</c> by default.</param>
    /// <exception cref="InvalidOperationException">There is one of that name.</exception>
    public ServerUser AddUser(string name, string password = "secret", params IEnumerable<string> addresses)
    {
        string[] given = [.. addresses];
        var user = new ServerUser(name, password, given.Length > 0 ? given : [$"{name}@localhost"], Time);
        foreach (var mailbox in Profile.Mailboxes) user.CreateMailbox(mailbox.Name, mailbox.SpecialUse).IsSelectable = mailbox.IsSelectable;
        return _users.TryAdd(name, user) ? user : throw new InvalidOperationException($"There is a user named {name}.");
    }

    /// <summary>The user named <paramref name="name"/>, or <see langword="null"/>.</summary>
    public ServerUser? FindUser(string name) => _users.GetValueOrDefault(name);

    /// <summary>Opens a connection without a socket, and without TLS: the client's end of an in-memory stream.</summary>
    /// <exception cref="SocketException">The server is stopped, and refuses it as a port does.</exception>
    public Stream Connect(WireProtocol protocol)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var (client, server) = MemoryDuplex.Create();
        return _sessions.TryBegin(server, protocol, implicitTls: false) ? client : throw new SocketException((int)SocketError.ConnectionRefused);
    }

    /// <summary>
    /// Ends all sessions without a word, and refuses connections until <see cref="Restart"/>. Its ports stay its own; users, mailboxes and
    /// submissions stay as they are, and may be changed meanwhile. Nothing happens where it is stopped already.
    /// </summary>
    public async Task StopAsync()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _ports.CloseAsync().ConfigureAwait(false);
        await _sessions.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Serves again after <see cref="StopAsync"/>, on the same ports. Nothing happens where it is not stopped.</summary>
    public void Restart()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _sessions.Restart();
        _ports.Open();
    }

    /// <summary>Stops listening and ends all sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        await _ports.DisposeAsync().ConfigureAwait(false);
        await _sessions.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Delivers to the inboxes of the recipients that live here, and records the submission.</summary>
    internal void Accept(ReceivedSubmission submission)
    {
        _submissions.Enqueue(submission);
        var addresses = submission.Recipients.Select(r => r.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var user in _users.Values.Where(u => u.Addresses.Any(addresses.Contains))) user.Inbox.Add(submission.Content);
    }

    /// <summary>Keeps an error that is none of a client's.</summary>
    internal void Add(Exception error) => _log.Add(error);

    void Serve(Stream stream, WireProtocol protocol, bool implicitTls)
    {
        if (!_sessions.TryBegin(stream, protocol, implicitTls)) stream.Dispose();
    }

    int PortOf(WireProtocol protocol, bool implicitTls)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _ports.NumberOf(protocol, implicitTls);
    }
}
