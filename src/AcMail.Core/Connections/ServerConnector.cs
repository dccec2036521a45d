using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.CompilerServices;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;
using Polly;
using Polly.Timeout;

namespace AcMail;

/// <summary>Opens connections: own socket, explicit TLS, one SASL mechanism, one attempt a credential.</summary>
sealed class ServerConnector(IEnumerable<ICredentialProvider> providers, ILogger<ServerConnector> logger, TimeProvider timeProvider)
{
    readonly CredentialSource _credentials = new(providers, timeProvider);
    readonly SocketDialer _dialer = new(timeProvider);

    readonly Lazy<Task<ResiliencePipeline>> _pipeline = new(() => Task.Run(() => ConnectionPipeline.Create(timeProvider)));
    readonly Lazy<Task> _mechanisms = new(() => Task.Run(() => RuntimeHelpers.RunClassConstructor(typeof(SaslMechanism).TypeHandle)));
    // A POP3 client has a parser, for which all code pages are loaded.
    readonly Lazy<Task> _parsing = new(() => Task.Run(() => RuntimeHelpers.RunClassConstructor(typeof(ParserOptions).TypeHandle)));

    /// <summary>Begins with what takes milliseconds once in a process, such as loading OpenSSL, so that it passes beside the opening of the store.</summary>
    public void Prepare(ServerProtocol protocol) => _ = (_pipeline.Value, _mechanisms.Value, protocol == ServerProtocol.Pop3 ? _parsing.Value : null);

    /// <summary>Connects and authenticates <paramref name="create"/>'s client, retrying what is safe to retry.</summary>
    /// <exception cref="MailException">Classified, with the server's own words.</exception>
    public Task<MailSession<TClient>> OpenAsync<TClient>(
        MailAccountSettings account, MailEndpoint endpoint, Func<IProtocolLogger, TClient> create, CancellationToken cancellationToken)
        where TClient : MailService => OpenAsync(account, endpoint, create, false, cancellationToken);

    /// <summary>The same with a credential that no cache has, where the last one went bad while it was in use.</summary>
    /// <inheritdoc cref="OpenAsync{TClient}(MailAccountSettings, MailEndpoint, Func{IProtocolLogger, TClient}, CancellationToken)"/>
    public async Task<MailSession<TClient>> OpenAsync<TClient>(
        MailAccountSettings account, MailEndpoint endpoint, Func<IProtocolLogger, TClient> create, bool withFreshCredential,
        CancellationToken cancellationToken)
        where TClient : MailService
    {
        using var activity = AcMailTelemetry.StartConnect(endpoint);
        var started = timeProvider.GetTimestamp();
        try
        {
            var pipeline = await _pipeline.Value.ConfigureAwait(false);
            var session = await pipeline
                .ExecuteAsync(async token => await OpenOnceAsync(account, endpoint, create, withFreshCredential, token).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
            ConnectionLog.Opened(logger, account.Name, endpoint.Protocol, endpoint.Host, endpoint.Port, timeProvider.GetElapsedTime(started).TotalMilliseconds);
            return session;
        }
        catch (TimeoutRejectedException e)
        {
            throw Failed(account, endpoint, activity, new MailException(MailErrorClassifier.Classify(e, endpoint), e));
        }
        catch (MailException e)
        {
            throw Failed(account, endpoint, activity, e);
        }
    }

    /// <summary>The same for what happens by itself: a credential that the server refused is not tried again before long.</summary>
    /// <inheritdoc cref="OpenAsync{TClient}(MailAccountSettings, MailEndpoint, Func{IProtocolLogger, TClient}, CancellationToken)"/>
    public async Task<MailSession<TClient>> OpenUnlessRefusedAsync<TClient>(
        MailAccountSettings account, MailEndpoint endpoint, Func<IProtocolLogger, TClient> create, CancellationToken cancellationToken)
        where TClient : MailService
    {
        var refusal = await _credentials.FindRefusalAsync(account, endpoint, cancellationToken).ConfigureAwait(false);
        return refusal is null ? await OpenAsync(account, endpoint, create, cancellationToken).ConfigureAwait(false) : throw new MailException(refusal);
    }

    /// <summary>Lets a credential that was refused be tried at once: a person asks for it.</summary>
    public void ForgetRefusal(MailAccountSettings account, MailEndpoint endpoint) => _credentials.Refused.Forget(account.Name, endpoint);

    /// <summary>Connects, up to and including TLS, without a retry.</summary>
    /// <exception cref="MailException">Classified; nobody logged in.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The session owns them.")]
    public async Task<MailSession<TClient>> ConnectAsync<TClient>(
        MailAccountSettings account, MailEndpoint endpoint, Func<IProtocolLogger, TClient> create, CancellationToken cancellationToken)
        where TClient : MailService
    {
        var certificates = CertificatePolicy.Load(account);
        var replies = new ServerReplyTap();
        var client = create(replies);
        ServerStream? stream = null;
        try
        {
            var socket = await _dialer.DialAsync(endpoint.Host, endpoint.Port, cancellationToken).ConfigureAwait(false);
            stream = new ServerStream(socket, ConnectionLimits.Greeting) { MostBytes = ConnectionLimits.MostOfGreeting };
            Prepare(client, stream, certificates);
            await client.ConnectAsync(stream, endpoint.Host, endpoint.Port, Translate(endpoint.Security), cancellationToken).ConfigureAwait(false);
            client.Timeout = (int)ConnectionLimits.Command.TotalMilliseconds;
            stream.MostBytes = long.MaxValue;
            return new(client, endpoint, replies) { Stream = stream, Certificate = certificates.Verdict };
        }
        catch (Exception e)
        {
            client.Dispose();
            if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            var evidence = new ConnectionEvidence(endpoint, ConnectionStage.Connect)
            {
                Reply = replies.LastReply,
                FirstWords = stream?.FirstWords ?? "",
                Certificate = certificates.Verdict is { Accepted: false } refused ? refused : null,
                AnswersTls = await IsSilentTlsAsync(e, endpoint, stream, cancellationToken).ConfigureAwait(false),
            };
            throw new ConnectException(MailErrorClassifier.Classify(e, evidence), ConnectionStage.Connect, e)
            {
                Detail = stream is null ? null : $"{endpoint} ({stream.RemoteAddress}){(certificates.Verdict is { } shown ? $", {shown}" : "")}",
            };
        }
    }

    /// <summary>Logs in, once, where the endpoint has a login.</summary>
    /// <exception cref="MailException">Classified, with the server's own words.</exception>
    public async Task AuthenticateAsync<TClient>(
        MailAccountSettings account, MailSession<TClient> session, bool forceRefresh, CancellationToken cancellationToken)
        where TClient : MailService
    {
        if (session.Endpoint is { Protocol: ServerProtocol.Smtp, UserName: "" }) return;
        var credential = await _credentials.GetAsync(account, session.Endpoint, forceRefresh, cancellationToken).ConfigureAwait(false);
        await _mechanisms.Value.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await Authenticator.AuthenticateAsync(session.Client, session.Endpoint, credential, account.Pop3.AllowApop, cancellationToken).ConfigureAwait(false);
            _credentials.Refused.Accepted(account.Name, session.Endpoint, credential);
        }
        catch (Exception e) when (e is not MailException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reply = SecretEcho.Hide(session.WholeReply, credential) is { } told ? ServerReplyText.Clean(told) : null;
            var evidence = new ConnectionEvidence(session.Endpoint, ConnectionStage.Authenticate) { Reply = reply };
            var failure = MailErrorClassifier.Classify(e, evidence);
            if (IsRefusal(failure)) _credentials.Refused.Add(account.Name, session.Endpoint, credential, failure);
            // What repeats the secret is not handed on.
            var inner = SecretEcho.Hide(e.Message, credential) == e.Message ? e : null;
            throw new ConnectException(failure, ConnectionStage.Authenticate, inner) { TokenRefused = credential is AccessTokenCredential && IsRefusal(failure) };
        }
    }

    /// <summary>Whether there is another credential now than the one that was last used at the server.</summary>
    public ValueTask<bool> HasAnotherCredentialAsync(MailAccountSettings account, MailEndpoint endpoint, CancellationToken cancellationToken) =>
        _credentials.HasAnotherAsync(account, endpoint, cancellationToken);

    async Task<MailSession<TClient>> OpenOnceAsync<TClient>(
        MailAccountSettings account, MailEndpoint endpoint, Func<IProtocolLogger, TClient> create, bool withFreshCredential,
        CancellationToken cancellationToken)
        where TClient : MailService
    {
        try
        {
            return await LogInAsync(account, endpoint, create, withFreshCredential, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectException e) when (e.TokenRefused && !withFreshCredential)
        {
            ConnectionLog.RefreshingToken(logger, account.Name, endpoint.Host);
            return await LogInAsync(account, endpoint, create, forceRefresh: true, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task<MailSession<TClient>> LogInAsync<TClient>(
        MailAccountSettings account, MailEndpoint endpoint, Func<IProtocolLogger, TClient> create, bool forceRefresh,
        CancellationToken cancellationToken)
        where TClient : MailService
    {
        var session = await ConnectAsync(account, endpoint, create, cancellationToken).ConfigureAwait(false);
        try
        {
            await AuthenticateAsync(account, session, forceRefresh, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    async Task<bool> IsSilentTlsAsync(Exception e, MailEndpoint endpoint, ServerStream? stream, CancellationToken cancellationToken) =>
        e is TimeoutException && stream is { FirstWords: "" } && endpoint.Security != ConnectionSecurity.ImplicitTls &&
        await TlsProbe.AnswersAsync(endpoint, _dialer, timeProvider, cancellationToken).ConfigureAwait(false);

    static void Prepare(MailService client, ServerStream stream, CertificatePolicy certificates)
    {
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = certificates.Validate;
        client.Timeout = (int)ConnectionLimits.Greeting.TotalMilliseconds;
        if (client is SmtpClient smtp && stream.Socket.LocalEndPoint is IPEndPoint local) smtp.LocalDomain = local.Address.ToString();
    }

    static SecureSocketOptions Translate(ConnectionSecurity security) => security switch
    {
        ConnectionSecurity.ImplicitTls => SecureSocketOptions.SslOnConnect,
        ConnectionSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    static bool IsRefusal(MailFailure failure) => failure.Kind is MailErrorKind.BadCredentials or MailErrorKind.AppPasswordRequired;

    MailException Failed(MailAccountSettings account, MailEndpoint endpoint, Activity? activity, MailException e)
    {
        AcMailTelemetry.Fail(activity, e.Failure.Kind);
        ConnectionLog.Failed(logger, account.Name, endpoint.Protocol, endpoint.Host, endpoint.Port, e.Failure.Kind);
        return e;
    }
}
