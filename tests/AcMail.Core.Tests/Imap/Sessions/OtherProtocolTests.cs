using MimeKit;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>An account that was kept by IMAP and is registered as a POP3 one by mistake: nothing done meanwhile gets lost once it is an IMAP one again.</summary>
public sealed class OtherProtocolTests
{
    [Fact]
    public async Task What_no_server_would_be_told_is_refused_and_nothing_changes()
    {
        await using var imap = await RegisteredWronglyAsync();
        var (actions, mailboxes, id) = (imap.Actions, imap.Account.Replica.MailboxActions, await imap.IdAsync(1));
        using var content = new MemoryStream(ImapFixture.Message(9));
        Func<Task>[] refused =
        [
            async () => await actions.AppendAsync(new(content) { Mailbox = "A" }),
            async () => await actions.MoveAsync([id], "A"),
            async () => await actions.CopyAsync([id], "A"),
            async () => await actions.DeleteAsync([id]),
            () => imap.MarkAsync(id, "\\Flagged").AsTask(),
            async () => await mailboxes.CreateAsync("B"),
            async () => await mailboxes.RenameAsync("A", "B"),
            async () => await mailboxes.DeleteAsync("A"),
            async () => await mailboxes.SubscribeAsync("A", subscribed: false),
        ];
        foreach (var action in refused) (await Should.ThrowAsync<MailException>(action)).Failure.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        (await actions.GetPendingAsync()).ShouldBeEmpty();

        imap.Protocol = MailProtocol.Imap;
        await imap.RestartAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_was_to_be_told_before_may_be_taken_back()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        imap.User.CreateMailbox("A");
        await imap.SyncWellAsync();
        var id = await imap.IdAsync(1);
        await imap.Actions.MoveAsync([id], "A");
        imap.Protocol = MailProtocol.Pop3;
        await imap.RestartAsync();
        (await imap.Actions.GetPendingAsync()).ShouldHaveSingleItem();
        (await imap.Actions.UndoAsync([id])).ShouldBe([id]);
    }

    [Fact]
    public async Task The_copy_of_what_is_sent_meanwhile_goes_up()
    {
        await using var imap = await RegisteredWronglyAsync();
        imap.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        await imap.LetSendAsync();
        using var message = new MimeMessage(
            [MailboxAddress.Parse("david.martin@ac-lyon.fr")], [MailboxAddress.Parse("zoe@ac-lyon.fr")], "Réunion", new TextPart("plain") { Text = "Lundi." });
        (await imap.Account.Sender.SendAsync(message, TestContext.Current.CancellationToken)).SentCopy.ShouldBe(SentCopyOutcome.SavedLocally);

        imap.Protocol = MailProtocol.Imap;
        await imap.RestartAsync();
        await imap.SyncAsync();
        (await imap.ListAsync("Sent")).Select(m => m.Headers.Subject).ShouldBe(["Réunion"]);
        imap.User.FindMailbox("Sent")!.Messages.Count.ShouldBe(1);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    static async Task<ImapFixture> RegisteredWronglyAsync()
    {
        var imap = new ImapFixture { Protocol = MailProtocol.Imap };
        imap.Deliver(2);
        imap.User.CreateMailbox("A");
        await imap.SyncWellAsync();
        imap.Protocol = MailProtocol.Pop3;
        await imap.RestartAsync();
        (await imap.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        return imap;
    }
}
