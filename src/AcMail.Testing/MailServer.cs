using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace AcMail.Testing;

/// <summary>
/// An IMAP, POP3 and submission server in this process, over one model of mail in memory. It listens on a free loopback port once that port
/// is asked for, and serves in-memory streams without any.
/// </summary>
public sealed class MailServer : IAsyncDisposable
{
    readonly CancellationTokenSource _stopping = new();
    readonly ConcurrentDictionary<string, ServerUser> _users = new(StringComparer.OrdinalIgnoreCase);
    readonly ConcurrentDictionary<long, Task> _sessions = new();
    readonly ConcurrentQueue<ReceivedSubmission> _submissions = new();
    readonly Dictionary<(WireProtocol, bool), Listener> _listeners = [];
    readonly X509Certificate2? _certificate;
    readonly SessionLog _log;
    long _lastSession;
    bool _disposed;

    MailServer(MailServerOptions options)
    {
        Profile = options.Profile;
        Time = options.Time;
        Faults = new(options.Faults);
        _certificate = options.Certificate;
        _log = new(Time, new(options.TranscriptLimit, options.TranscriptEntryLimit), options.SessionsKept);
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

    internal X509Certificate2 Certificate => _certificate ?? TestCertificateAuthority.Shared.Localhost;

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
    public Stream Connect(WireProtocol protocol)
    {
        var (client, server) = MemoryDuplex.Create();
        Serve(server, protocol, implicitTls: false);
        return client;
    }

    /// <summary>Stops listening and ends all sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        Listener[] listeners;
        lock (_listeners) listeners = [.. _listeners.Values];
        foreach (var listener in listeners) await listener.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_sessions.Values).ConfigureAwait(false);
        _stopping.Dispose();
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

    internal void Serve(Stream stream, WireProtocol protocol, bool implicitTls)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var id = Interlocked.Increment(ref _lastSession);
        var record = _log.Begin(protocol);
        var session = Task.Run(() => RunAsync(stream, record, implicitTls, _stopping.Token));
        _sessions[id] = session;
        session.ContinueWith(_ => _sessions.TryRemove(id, out var _), TaskScheduler.Default);
    }

    [SuppressMessage("Design", "CA1031", Justification = "An error of one session is recorded, and ends no other.")]
    async Task RunAsync(Stream stream, SessionRecord record, bool implicitTls, CancellationToken cancellationToken)
    {
        var protocol = record.Transcript.Protocol;
        var connection = new ServerConnection(new(stream), record, new(Faults, protocol, record.Transcript.Number), Time);
        try
        {
            await using var closing = connection.ConfigureAwait(false);
            await connection.BeginAsync(cancellationToken).ConfigureAwait(false);
            if (connection.IsCut) return;
            if (implicitTls) await connection.StartTlsAsync(Certificate, cancellationToken).ConfigureAwait(false);
            var session = protocol switch
            {
                WireProtocol.Imap => new ImapSession(this, connection).RunAsync(cancellationToken),
                WireProtocol.Pop3 => new Pop3Session(this, connection).RunAsync(cancellationToken),
                _ => new SmtpSession(this, connection).RunAsync(cancellationToken),
            };
            await session.ConfigureAwait(false);
            await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or AuthenticationException)
        {
            // The client has gone, or the server stops.
        }
        catch (Exception e)
        {
            if (!connection.IsCut) _log.Add(e);
        }
        finally
        {
            record.Transcript.End();
        }
    }

    int PortOf(WireProtocol protocol, bool implicitTls)
    {
        lock (_listeners)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_listeners.TryGetValue((protocol, implicitTls), out var listener))
                _listeners[(protocol, implicitTls)] = listener = new(stream => Serve(stream, protocol, implicitTls));
            return listener.Port;
        }
    }
}
