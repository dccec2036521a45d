using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace AcMail.Tests;

/// <summary>Sending while the server refuses the password.</summary>
public sealed class RefusedLoginTests : IAsyncDisposable
{
    const string Refusal = "535 5.7.8 authentication failed";

    readonly MemoryStore _store = new();
    readonly FakeTimeProvider _time = new();
    string? _answer = Refusal;
    int _logins;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    sealed class Passwords : ICredentialProvider
    {
        public string Password { get; set; } = "former";

        public ValueTask<MailCredential?> GetAsync(CredentialRequest request, CancellationToken cancellationToken = default) =>
            new(MailCredential.FromPassword("dmartin", Password));
    }

    static MimeMessage Message() => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", "zoe@ac-lyon.fr")], "Réunion", new TextPart("plain") { Text = "Bonjour" });

    ScriptedServer Smtp() => new(Scripts.Smtp(line =>
    {
        if (!line.StartsWith("AUTH", StringComparison.Ordinal)) return null;
        _logins++;
        return _answer;
    }));

    ServerConnector Connector(params ICredentialProvider[] providers) => new(providers, NullLogger<ServerConnector>.Instance, _time);

    MailSender Sender(ScriptedServer smtp, ServerConnector? connector = null, ScriptedServer? imap = null) => new(
        Some.Account(imap?.Endpoint(ServerProtocol.Imap), smtp.Endpoint(ServerProtocol.Smtp), saveSentCopy: imap is not null), _ => new(_store),
        connector ?? Connector(), _time, NullLogger.Instance);

    [Fact]
    public async Task A_refused_password_is_tried_once_however_much_there_is_to_send()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        for (var i = 0; i < 3; i++)
        {
            var report = await sender.SendAsync(Message(), Some.Token);
            (report.Outcome, report.Failure?.Kind, report.Failure?.ServerReply).ShouldBe((SendOutcome.Deferred, MailErrorKind.BadCredentials, Refusal));
            (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().Failure!.NotBefore.ShouldBe(_time.GetUtcNow() + TimeSpan.FromHours(1));
        }

        (_logins, smtp.Connections).ShouldBe((1, 1));
        _store.Entries.Select(e => (e.State, e.LastReply)).ShouldBe(Enumerable.Repeat((OutboxState.Queued, Refusal), 3));
    }

    [Fact]
    public async Task Another_password_is_tried_at_once()
    {
        var passwords = new Passwords();
        await using var smtp = Smtp();
        await using var sender = Sender(smtp, Connector(passwords));
        await sender.SendAsync(Message(), Some.Token);
        (passwords.Password, _answer) = ("new", null);
        (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SendOutcome.Accepted);
        _logins.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_password_is_tried_again_after_an_hour_and_then_after_two()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        await sender.SendAsync(Message(), Some.Token);
        foreach (var (minutes, logins) in ((int, int)[])[(59, 1), (1, 2), (119, 2), (1, 3)])
        {
            _time.Advance(TimeSpan.FromMinutes(minutes));
            await sender.FlushAsync(Some.Token);
            _logins.ShouldBe(logins);
        }
    }

    [Fact]
    public async Task A_person_who_asks_for_it_has_it_tried()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        var id = (await sender.SendAsync(Message(), Some.Token)).Id;
        (await sender.RetryAsync(id, Some.Token)).Outcome.ShouldBe(SendOutcome.Deferred);
        _logins.ShouldBe(2);
        _answer = null;
        (await sender.RetryAsync(id, Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        (await sender.SendAsync(Message(), Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
    }

    [Fact]
    public async Task A_login_that_succeeds_elsewhere_lets_messages_out()
    {
        var connector = Connector();
        await using var smtp = Smtp();
        await using var sender = Sender(smtp, connector);
        await sender.SendAsync(Message(), Some.Token);
        _answer = null;
        var account = Some.Account(outgoing: smtp.Endpoint(ServerProtocol.Smtp));
        await using (await connector.OpenAsync(account, account.Outgoing!, log => new SubmissionClient(log), Some.Token))
            (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SendOutcome.Accepted);
    }

    [Fact]
    public async Task Another_password_that_succeeds_elsewhere_does_not_let_the_refused_one_be_tried()
    {
        var passwords = new Passwords();
        var connector = Connector(passwords);
        await using var smtp = Smtp();
        await using var sender = Sender(smtp, connector);
        await sender.SendAsync(Message(), Some.Token);
        var account = Some.Account(outgoing: smtp.Endpoint(ServerProtocol.Smtp));
        (passwords.Password, _answer) = ("new", null);
        await using (await connector.OpenAsync(account, account.Outgoing!, log => new SubmissionClient(log), Some.Token)) passwords.Password = "former";
        (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SendOutcome.Deferred);
        _logins.ShouldBe(2);
    }

    [Theory]
    [InlineData("454 4.7.0 temporary authentication failure")]
    [InlineData("421 4.7.0 too many connections")]
    public async Task A_password_that_was_not_judged_is_tried_with_the_next_message(string answer)
    {
        _answer = answer;
        await using var smtp = Smtp();
        await using var sender = new MailSender(
            Some.Account(outgoing: smtp.Endpoint(ServerProtocol.Smtp), saveSentCopy: false), _ => new(_store), Some.Connector(), _time, NullLogger.Instance);
        (await sender.SendAsync(Message(), Some.Token)).Outcome.ShouldBe(SendOutcome.Deferred);
        _answer = null;
        (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SendOutcome.Accepted);
    }

    [Fact]
    public async Task Copies_that_are_owed_do_not_try_a_refused_password_over_and_over()
    {
        var logins = 0;
        _answer = null;
        await using var smtp = Smtp();
        await using var imap = new ScriptedServer(Scripts.Imap((tag, command) =>
        {
            if (!command.StartsWith("AUTHENTICATE", StringComparison.Ordinal)) return null;
            logins++;
            return $"{tag} NO [AUTHENTICATIONFAILED] no";
        }));
        await using var sender = Sender(smtp, imap: imap);
        (await sender.SendAsync(Message(), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.Failed);
        for (var i = 0; i < 3; i++) await sender.FlushAsync(Some.Token);
        logins.ShouldBe(1);
    }
}
