using AcMail.Core.Tests.Messages;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>Whatever strangers send comes, is held as it was sent, and keeps nothing else from being shown.</summary>
public sealed class OddMailTests
{
    [Fact]
    public async Task No_message_keeps_others_from_coming_from_being_listed_found_and_put_into_conversations() =>
        await OddMessages.Any.Array[1, 20].SampleAsync(async messages =>
        {
            await using var imap = new ImapFixture();
            foreach (var message in messages) imap.User.Inbox.Add(message);
            imap.Deliver(1);
            await imap.SyncWellAsync();
            var replica = imap.Account.Replica;
            await replica.IndexAsync(cancellationToken: TestContext.Current.CancellationToken);
            var held = await imap.ListAsync();
            held.Count.ShouldBe(messages.Length + 1);
            foreach (var message in held)
            {
                (await imap.HeldBytesAsync(message.Id)).ShouldBe(imap.User.Inbox.Messages.Single(m => m.Uid == message.Uid).Content.ToArray());
                (await replica.GetThreadAsync(message.Id)).Messages.ShouldNotBeEmpty();
                (await replica.ListAsync(new() { Text = message.Headers.Subject }).ToListAsync()).ShouldNotBeNull();
            }

            await imap.ShouldRestAsync();
        }, iter: 30);
}
