using System.Net;
using System.Net.Sockets;
using AcMail.Core.IntegrationTests.Support;
using MimeKit;

namespace AcMail.Core.IntegrationTests.Submission;

public sealed class SenderOnDovecotTests(MailServer server) : SenderTests(server);

public sealed class SenderInProcessTests(InProcessMailServer server) : SenderTests(server);

public abstract class SenderTests(ITestMailServer server)
{
    [Fact]
    public async Task Many_messages_at_once_arrive_once_each_and_are_filed_once_each()
    {
        string user = server.NewUser(), colleague = server.NewUser();
        await using var account = TestAccount.Imap(server, user);
        await using var sent = await RawImap.LoginAsync(server, user);
        await using var arrived = await RawImap.LoginAsync(server, colleague);

        var reports = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => account.Account.Sender.SendAsync(Message(user, $"n{i}", colleague))));

        reports.ShouldAllBe(r => r.Outcome == SendOutcome.Accepted && r.SentCopy == SentCopyOutcome.SavedOnServer);
        (await account.Account.Sender.GetOutboxAsync()).ShouldBeEmpty();
        (await sent.FetchAllAsync("Éléments envoyés")).Count.ShouldBe(40);
        await EventuallyAsync(async () => (await arrived.FetchAllAsync("INBOX")).Count >= 40);
        (await arrived.FetchAllAsync("INBOX")).Count.ShouldBe(40);
    }

    [Fact]
    public async Task A_refused_recipient_does_not_stop_the_others()
    {
        string user = server.NewUser(), colleague = server.NewUser();
        await using var account = TestAccount.Imap(server, user);

        var report = await account.Account.Sender.SendAsync(Message(user, "to both", colleague, "inconnu"));

        report.Outcome.ShouldBe(SendOutcome.PartlyAccepted);
        var refused = report.Recipients.Single(r => r.Failure is not null);
        refused.Address.ShouldBe("inconnu@ac-lyon.fr");
        refused.Failure!.Kind.ShouldBe(MailErrorKind.RecipientRejected);
        refused.Failure.ServerReply.ShouldNotBeNull().ShouldContain("User unknown");
    }

    [Fact]
    public async Task A_deferred_message_is_kept_and_not_filed_as_sent()
    {
        var user = server.NewUser();
        await using var account = TestAccount.Imap(server, user);
        await using var sent = await RawImap.LoginAsync(server, user);

        var report = await account.Account.Sender.SendAsync(Message(user, "later", "plus-tard"));

        report.Outcome.ShouldBe(SendOutcome.Deferred);
        (await sent.FetchAllAsync("Éléments envoyés")).ShouldBeEmpty();
        await account.RestartAsync();
        (await account.Account.Sender.GetOutboxAsync()).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Queued);
    }

    [Fact]
    public async Task A_POP3_account_keeps_its_copy_here_and_files_nothing_on_the_server()
    {
        string user = server.NewUser(), colleague = server.NewUser();
        await using var account = TestAccount.Pop3(server, user);
        await using var onServer = await RawImap.LoginAsync(server, user);

        (await account.Account.Sender.SendAsync(Message(user, "kept here", colleague))).SentCopy.ShouldBe(SentCopyOutcome.SavedLocally);
        await account.SyncAsync();

        (await account.ListAsync("Sent")).ShouldHaveSingleItem().Headers.Subject.ShouldBe("kept here");
        (await onServer.FetchAllAsync("Éléments envoyés")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_password_leaves_the_message_in_the_outbox()
    {
        var user = server.NewUser();
        await using var account = TestAccount.Imap(server, user, o => o.Password = "wrong");

        var report = await account.Account.Sender.SendAsync(Message(user, "x", user));

        report.Outcome.ShouldBe(SendOutcome.Deferred);
        report.Failure.ShouldNotBeNull().Kind.ShouldBe(MailErrorKind.BadCredentials);
        (await account.Account.Sender.GetOutboxAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_waited_for_the_server_goes_out_once_however_many_see_to_it()
    {
        string user = server.NewUser(), colleague = server.NewUser();
        var isDown = true;
        using var closed = new ClosedPort();
        await using var account = TestAccount.Imap(server, user, o => o.Outgoing!.Port = isDown ? closed.Number : o.Outgoing.Port);
        await using var sent = await RawImap.LoginAsync(server, user);
        await using var arrived = await RawImap.LoginAsync(server, colleague);
        for (var i = 0; i < 5; i++) (await account.Account.Sender.SendAsync(Message(user, $"n{i}", colleague))).Outcome.ShouldBe(SendOutcome.Deferred);
        isDown = false;
        await account.RestartAsync();

        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => account.Account.Sender.FlushAsync()));

        reports.SelectMany(r => r).Count(r => r.Recipients.Count > 0).ShouldBe(5);
        await account.Account.Sender.FlushAsync();
        (await account.Account.Sender.GetOutboxAsync()).ShouldBeEmpty();
        (await sent.FetchAllAsync("Éléments envoyés")).Count.ShouldBe(5);
        await EventuallyAsync(async () => (await arrived.FetchAllAsync("INBOX")).Count >= 5);
        (await arrived.FetchAllAsync("INBOX")).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_copy_that_could_not_be_filed_is_filed_by_the_next_synchronisation()
    {
        string user = server.NewUser(), colleague = server.NewUser();
        var isDown = true;
        using var closed = new ClosedPort();
        await using var account = TestAccount.Imap(server, user, o => o.Incoming.Port = isDown ? closed.Number : o.Incoming.Port);
        (await account.Account.Sender.SendAsync(Message(user, "no copy yet", colleague))).SentCopy.ShouldBe(SentCopyOutcome.Failed);
        isDown = false;
        await account.RestartAsync();

        await account.SyncAsync();

        (await account.Account.Sender.GetOutboxAsync()).ShouldBeEmpty();
        await account.SyncAsync();
        (await account.ListAsync()).ShouldHaveSingleItem().Headers.Subject.ShouldBe("no copy yet");
    }

    static MimeMessage Message(string from, string subject, params string[] to)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = "Bonjour.\n" } };
        message.From.Add(new MailboxAddress("David MARTIN", $"{from}@ac-lyon.fr"));
        message.To.AddRange(to.Select(t => new MailboxAddress("", $"{t}@ac-lyon.fr")));
        return message;
    }

    // Delivery goes on after acceptance; each look at the mailbox is a round trip, so this does not spin.
    static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition()) patience.Token.ThrowIfCancellationRequested();
    }
    /// <summary>A port on which nobody listens, and that nobody else is given meanwhile.</summary>
    sealed class ClosedPort : IDisposable
    {
        readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

        public void Dispose() => _socket.Dispose();
    }
}
