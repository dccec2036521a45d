using MailKit;

namespace AcMail;

/// <summary>A connected, authenticated client in the hands of one task. Disposing of it says goodbye, or hangs up where that fails.</summary>
sealed class MailSession<TClient>(TClient client, MailEndpoint endpoint, ServerReplyTap replies) : IKeptSession
    where TClient : MailService
{
    public TClient Client { get; } = client;

    public MailEndpoint Endpoint { get; } = endpoint;

    /// <summary>The connection underneath.</summary>
    public ServerStream? Stream { get; init; }

    /// <summary>Whether the next command has a chance. An SMTP server that speaks unasked says goodbye.</summary>
    public bool IsUsable => Client.IsConnected && Stream?.HasHungUp(Endpoint.Protocol == ServerProtocol.Smtp) != true;

    /// <summary>The server's certificate, where there is TLS.</summary>
    public CertificateVerdict? Certificate { get; init; }

    /// <summary>The server's own words to the last command.</summary>
    public string? LastReply => replies.LastReply;

    /// <inheritdoc cref="ServerReplyTap.WholeReply"/>
    public string? WholeReply => replies.WholeReply;

    /// <summary>Whether the last words were not cut off in the middle of a line.</summary>
    public bool HasWholeReply => replies.EndsALine;

    /// <inheritdoc cref="ServerReplyTap.HasContinued"/>
    public bool HasContinued => replies.HasContinued;

    /// <inheritdoc cref="ServerReplyTap.Listener"/>
    public Action<ArraySegment<byte>>? Listener
    {
        set => replies.Listener = value;
    }

    /// <summary>What <paramref name="exception"/>, thrown by <see cref="Client"/>, means, with the server's own words.</summary>
    public MailFailure Classify(Exception exception) => MailErrorClassifier.Classify(exception, Endpoint, replies.LastReply);

    /// <summary>Ends the connection under whoever waits for an answer on it.</summary>
    public void HangUp() => Stream?.Socket.Dispose();

    public async ValueTask DisposeAsync()
    {
        using var client = Client;
        if (!client.IsConnected) return;
        using var grace = new CancellationTokenSource(ConnectionLimits.Goodbye);
        try
        {
            await client.DisconnectAsync(true, grace.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or CommandException or ProtocolException or TimeoutException)
        {
            // The server hung up first: there is nothing left to close.
        }
    }
}
