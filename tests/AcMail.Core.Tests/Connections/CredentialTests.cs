using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AcMail.Tests;

public sealed class CredentialTests
{
    sealed class Provider(Func<CredentialRequest, MailCredential?> answer) : ICredentialProvider
    {
        public List<bool> Refreshes { get; } = [];

        public ValueTask<MailCredential?> GetAsync(CredentialRequest request, CancellationToken cancellationToken = default)
        {
            Refreshes.Add(request.ForceRefresh);
            return new(answer(request));
        }
    }

    [Fact]
    public async Task Providers_are_asked_in_order_and_before_the_password()
    {
        ScriptedConnection? seen = null;
        await using var server = new ScriptedServer(c => Scripts.Imap(capabilities: "IMAP4rev1")(seen = c));
        var silent = new Provider(_ => null);
        var speaking = new Provider(r => MailCredential.FromPassword("other", $"for-{r.Account}"));
        await using var session = await Some.Connector(silent, speaking).OpenImapAsync(Some.Account(server.Endpoint(ServerProtocol.Imap)));
        silent.Refreshes.ShouldBe([false]);
        seen!.Heard.ShouldContain(l => l.Contains("LOGIN other for-pro", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_token_is_refreshed_once()
    {
        await using var server = new ScriptedServer(Scripts.Imap(
            (tag, command) => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) ? $"{tag} NO [AUTHENTICATIONFAILED] expired" : null,
            "IMAP4rev1 SASL-IR AUTH=XOAUTH2"));
        var provider = new Provider(r => MailCredential.FromAccessToken("dmartin", r.ForceRefresh ? "fresh" : "stale"));
        var failure = await Some.FailureOf(() => Some.Connector(provider).OpenImapAsync(Some.Account(server.Endpoint(ServerProtocol.Imap))));
        failure.Kind.ShouldBe(MailErrorKind.BadCredentials);
        provider.Refreshes.ShouldBe([false, true]);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_with_tokens_only_is_not_sent_a_password()
    {
        ScriptedConnection? seen = null;
        await using var server = new ScriptedServer(c => Scripts.Imap(capabilities: "IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2")(seen = c));
        var failure = await Some.FailureOf(() => Some.Connector().OpenImapAsync(Some.Account(server.Endpoint(ServerProtocol.Imap))));
        failure.Kind.ShouldBe(MailErrorKind.AuthenticationNotOffered);
        failure.Message.English.ShouldContain("XOAUTH2");
        seen!.Heard.ShouldNotContain(l => l.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provider_that_fails_is_named_without_its_words()
    {
        await using var server = new ScriptedServer(Scripts.Imap());
        var provider = new Provider(_ => throw new FormatException("token=abc"));
        var failure = await Some.FailureOf(() => Some.Connector(provider).OpenImapAsync(Some.Account(server.Endpoint(ServerProtocol.Imap))));
        failure.Kind.ShouldBe(MailErrorKind.AuthenticationUnavailable);
        failure.ToString().ShouldNotContain("abc");
    }

    [Fact]
    public async Task A_provider_that_runs_out_of_time_has_failed_and_nobody_cancelled()
    {
        await using var server = new ScriptedServer(Scripts.Imap());
        var provider = new Provider(_ => throw new TaskCanceledException("HttpClient.Timeout", new TimeoutException()));
        var failure = await Some.FailureOf(() => Some.Connector(provider).OpenImapAsync(Some.Account(server.Endpoint(ServerProtocol.Imap))));
        failure.Kind.ShouldBe(MailErrorKind.AuthenticationUnavailable);
    }

    sealed class HangingProvider : ICredentialProvider
    {
        readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public ValueTask<MailCredential?> GetAsync(CredentialRequest request, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            return new(new TaskCompletionSource<MailCredential?>().Task);
        }
    }

    [Fact]
    public async Task A_provider_that_hangs_and_heeds_no_cancellation_does_not_keep_anybody_from_stopping()
    {
        await using var server = new ScriptedServer(Scripts.Imap());
        var (provider, account) = (new HangingProvider(), Some.Account(server.Endpoint(ServerProtocol.Imap)));
        using var stop = new CancellationTokenSource();
        var opening = Some.Connector(provider).OpenAsync(account, account.Incoming, log => new MailKit.Net.Imap.ImapClient(log), stop.Token);
        await provider.Asked;
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => opening.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Some.Token));
    }

    [Fact]
    public async Task A_provider_that_hangs_is_named_after_a_while()
    {
        await using var server = new ScriptedServer(Scripts.Imap());
        var (provider, account) = (new HangingProvider(), Some.Account(server.Endpoint(ServerProtocol.Imap)));
        var time = new FakeTimeProvider();
        var connector = new ServerConnector([provider], NullLogger<ServerConnector>.Instance, time);
        var opening = connector.OpenImapAsync(account);
        await provider.Asked;
        var another = connector.HasAnotherCredentialAsync(account, account.Incoming, Some.Token).AsTask();
        for (var i = 0; i < 70 && !(opening.IsCompleted && another.IsCompleted); i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Some.Token);
        }

        (await another.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Some.Token)).ShouldBeFalse();
        var failure = await Some.FailureOf(() => opening.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Some.Token));
        failure.Kind.ShouldBe(MailErrorKind.AuthenticationUnavailable);
        failure.Message.English.ShouldContain(nameof(HangingProvider));
    }

    [Theory]
    [InlineData("LOGIN dmartin p\"w-MARKER", "LOGIN dmartin \"p\\\"w-MARKER\"", "BAD unknown: LOGIN dmartin \"…\"")]
    [InlineData("AUTH=PLAIN", "AUTHENTICATE PLAIN AGRtYXJ0aW4AcCJ3LU1BUktFUg==", "BAD unknown: AUTHENTICATE PLAIN …")]
    public async Task A_server_that_repeats_the_password_does_not_bring_it_into_any_message(string offered, string heard, string told)
    {
        await using var server = new ScriptedServer(Scripts.Imap(
            (tag, command) => command.StartsWith("LOGIN", StringComparison.Ordinal) || command.StartsWith("AUTH", StringComparison.Ordinal)
                ? $"{tag} BAD unknown: {command}" : null,
            offered.StartsWith("AUTH", StringComparison.Ordinal) ? $"IMAP4rev1 SASL-IR {offered}" : "IMAP4rev1"));
        var account = Some.Account(server.Endpoint(ServerProtocol.Imap), password: "p\"w-MARKER");
        var thrown = await Should.ThrowAsync<MailException>(() => Some.Connector().OpenImapAsync(account));
        thrown.Failure.Kind.ShouldBe(MailErrorKind.BadCredentials);
        thrown.Failure.ServerReply.ShouldBe(told);
        thrown.ToString().ShouldNotContain("MARKER");
        thrown.ToString().ShouldNotContain(heard);
    }

    [Theory]
    [InlineData(280)]
    [InlineData(400)]
    [InlineData(650)]
    public async Task Of_a_long_token_that_a_server_repeats_not_even_the_beginning_is_told(int length)
    {
        var token = string.Concat(Enumerable.Range(0, length / 5).Select(i => $"tk{i:000}"));
        foreach (var answer in (Func<string, string>[])[l => $"535 5.7.8 bad: {l}", _ => $"535-5.7.8 who sent {token}\r\n535 5.7.8 no"])
        {
            await using var server = new ScriptedServer(Scripts.Smtp(
                l => l.StartsWith("AUTH", StringComparison.Ordinal) ? answer(l) : null, "250 AUTH XOAUTH2"));
            var endpoint = server.Endpoint(ServerProtocol.Smtp);
            var connector = Some.Connector(new Provider(_ => MailCredential.FromAccessToken("dmartin", token)));
            var thrown = await Should.ThrowAsync<MailException>(() => connector.OpenAsync(
                Some.Account(outgoing: endpoint), endpoint, log => new SubmissionClient(log), Some.Token));
            thrown.Failure.ServerReply.ShouldNotBeNull().ShouldContain("…");
            thrown.ToString().ShouldNotContain("tk000");
            thrown.ToString().ShouldNotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes("user=dmartin\u0001auth=Bearer tk0"))[..40]);
        }
    }
}
