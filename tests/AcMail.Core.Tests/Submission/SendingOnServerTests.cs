using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Testing;
using MimeKit;

namespace AcMail.Tests;

/// <summary>Sends through a submission server, and files copies on its IMAP side.</summary>
public sealed class SendingOnServerTests : IAsyncLifetime
{
    readonly ImapFixture _world = new();
    readonly ServerUser _zoe;

    public SendingOnServerTests() => _zoe = _world.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");

    IMailSender Sender => _world.Account.Sender;

    IReadOnlyList<ServerMessage> Delivered => _zoe.Inbox.Messages;

    public async ValueTask InitializeAsync() => await _world.LetSendAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    static MimeMessage Message(string subject, int octets = 10) => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", "zoe@ac-lyon.fr")], subject, new TextPart("plain") { Text = new('x', octets) });

    [Fact]
    public async Task A_login_that_the_server_no_longer_accepts_costs_neither_message_nor_copy()
    {
        for (var i = 0; i < 3; i++)
        {
            var report = await Sender.SendAsync(Message($"{i}"), Some.Token);
            (report.Outcome, report.SentCopy).ShouldBe((SendOutcome.Accepted, SentCopyOutcome.SavedOnServer), $"{i}: {report.Failure} {report.SentCopyFailure}");
            _world.User.ExpireSessions();
        }

        Delivered.Count.ShouldBe(3);
        _world.User.Mailboxes.Sum(m => m.Messages.Count).ShouldBe(3);
        (await Sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mailbox_for_sent_messages_that_another_client_deleted_costs_the_copies_no_more_than_it_must()
    {
        var first = await Sender.SendAsync(Message("1"), Some.Token);
        first.SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);
        var sent = _world.User.Mailboxes.Single(m => m.Messages.Count > 0).Name;
        _world.User.DeleteMailbox(sent);
        _world.User.CreateMailbox(sent);

        (await Sender.SendAsync(Message("2"), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);
    }

    [Fact]
    public async Task A_mailbox_for_sent_messages_that_is_renamed_here_takes_copies_before_the_server_knows_its_new_name()
    {
        _world.User.CreateMailbox("Sent", "\\Sent");
        await _world.SyncWellAsync();
        await _world.Account.Replica.MailboxActions.RenameAsync("Sent", "Partis");

        var report = await Sender.SendAsync(Message("1"), Some.Token);

        report.SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer, report.SentCopyFailure?.ToString());
        await _world.SyncWellAsync();
        (await _world.ListAsync("Partis")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mailbox_for_sent_messages_that_another_client_renamed_is_found_before_the_replica_knows_its_new_name()
    {
        _world.User.CreateMailbox("Sent", "\\Sent");
        await _world.SyncWellAsync();
        _world.User.RenameMailbox("Sent", "Partis");

        var report = await Sender.SendAsync(Message("1"), Some.Token);

        report.SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer, report.SentCopyFailure?.ToString());
        _world.User.FindMailbox("Partis")!.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mailbox_for_sent_messages_that_is_only_here_so_far_keeps_no_copy_from_the_server()
    {
        await _world.SyncWellAsync();
        await _world.Account.Replica.MailboxActions.CreateAsync("Sent");

        var report = await Sender.SendAsync(Message("1"), Some.Token);

        report.SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer, report.SentCopyFailure?.ToString());
        await _world.SyncWellAsync();
        (await _world.ListAsync("Sent")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_account_that_was_kept_by_POP3_and_is_not_moved_over_yet_files_copies_on_the_IMAP_server()
    {
        _world.User.CreateMailbox("Éléments envoyés", "\\Sent");
        _world.Protocol = MailProtocol.Pop3;
        await _world.RestartAsync();
        (await Sender.SendAsync(Message("1"), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.SavedLocally);
        _world.Protocol = MailProtocol.Imap;
        await _world.RestartAsync();

        var report = await Sender.SendAsync(Message("2"), Some.Token);

        report.SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer, report.SentCopyFailure?.ToString());
        _world.User.FindMailbox("Éléments envoyés")!.Messages.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Until_the_whole_message_has_gone_out_it_can_be_cancelled_and_is_not_sent(bool isReady)
    {
        if (isReady) await Sender.SendAsync(Message("before"), Some.Token);
        foreach (var point in (FaultPoint[])[FaultPoint.Command("MAIL FROM"), FaultPoint.AfterOctets(WireDirection.ToServer, 300_000)])
        {
            using var cancel = new CancellationTokenSource();
            var cancelled = new TaskCompletionSource();
            var stall = Fault.Stall(point, cancelled.Task).In(WireProtocol.Smtp);
            _world.Server.Faults.Add(stall);
            var sending = Sender.SendAsync(Message("cancelled", 10_000_000), cancel.Token);
            await _world.Server.Faults.WhenStruckAsync(stall);
            await cancel.CancelAsync();
            (await Should.ThrowAsync<OperationCanceledException>(() => sending)).CancellationToken.ShouldBe(cancel.Token);
            _world.Server.Faults.Clear();
            cancelled.SetResult();
        }

        (await Sender.GetOutboxAsync(Some.Token)).ShouldAllBe(e => e.State == OutboxState.Rejected);
        (await Sender.SendAsync(Message("after"), Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        Delivered.Select(ImapFixture.SubjectOf).ShouldBe(isReady ? ["before", "after"] : ["after"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Once_the_whole_message_has_gone_out_its_result_is_awaited(bool isReady)
    {
        if (isReady) await Sender.SendAsync(Message("before"), Some.Token);
        using var cancel = new CancellationTokenSource();
        var answered = new TaskCompletionSource();
        var stall = Fault.Stall(FaultPoint.Reply("DATA"), answered.Task);
        _world.Server.Faults.Add(stall);
        var sending = Sender.SendAsync(Message("sent"), cancel.Token);
        await _world.Server.Faults.WhenStruckAsync(stall);
        await cancel.CancelAsync();
        answered.SetResult();
        (await sending).Outcome.ShouldBe(SendOutcome.Accepted);
        ImapFixture.SubjectOf(Delivered[^1]).ShouldBe("sent");
    }
}
