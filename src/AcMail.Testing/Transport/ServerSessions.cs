using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Security.Authentication;

namespace AcMail.Testing;

/// <summary>The sessions that are under way. They all end together, and others may begin thereafter.</summary>
[SuppressMessage("Design", "CA1001", Justification = "What cancels the sessions is disposed when they are stopped.")]
sealed class ServerSessions(MailServer server, SessionLog log)
{
    readonly Lock _gate = new();
    readonly HashSet<Task> _running = [];
    CancellationTokenSource? _stopping = new();

    /// <summary>Begins a session; returns whether that could be, because the server runs.</summary>
    public bool TryBegin(Stream stream, WireProtocol protocol, bool implicitTls)
    {
        lock (_gate)
        {
            if (_stopping is null) return false;
            var (record, stopping) = (log.Begin(protocol), _stopping.Token);
            var session = Task.Run(() => RunAsync(stream, record, implicitTls, stopping), CancellationToken.None);
            _running.Add(session);
            session.ContinueWith(Ended, TaskScheduler.Default);
            return true;
        }
    }

    public void Restart()
    {
        lock (_gate) _stopping ??= new();
    }

    public async Task StopAsync()
    {
        CancellationTokenSource? stopping;
        Task[] running;
        lock (_gate) (stopping, _stopping, running) = (_stopping, null, [.. _running]);
        if (stopping is null) return;
        await stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(false);
        stopping.Dispose();
    }

    void Ended(Task session)
    {
        lock (_gate) _running.Remove(session);
    }

    [SuppressMessage("Design", "CA1031", Justification = "An error of one session is recorded, and ends no other.")]
    async Task RunAsync(Stream stream, SessionRecord record, bool implicitTls, CancellationToken cancellationToken)
    {
        var protocol = record.Transcript.Protocol;
        var faults = new SessionFaults(server.Faults, protocol, record.Transcript.Number);
        var connection = new ServerConnection(new(stream), record, faults, server.Time);
        try
        {
            await using var closing = connection.ConfigureAwait(false);
            await connection.BeginAsync(cancellationToken).ConfigureAwait(false);
            if (connection.IsCut) return;
            if (implicitTls) await connection.StartTlsAsync(server.Tls, cancellationToken).ConfigureAwait(false);
            var session = protocol switch
            {
                WireProtocol.Imap => new ImapSession(server, connection).RunAsync(cancellationToken),
                WireProtocol.Pop3 => new Pop3Session(server, connection).RunAsync(cancellationToken),
                _ => new SmtpSession(server, connection).RunAsync(cancellationToken),
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
            if (!connection.IsCut) log.Add(e);
        }
        finally
        {
            record.Transcript.End();
        }
    }
}
