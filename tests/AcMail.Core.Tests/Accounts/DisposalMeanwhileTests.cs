using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Testing;

namespace AcMail.Tests.Accounts;

/// <summary>Accounts that are disposed of while something runs that the server would hold up for long.</summary>
public sealed class DisposalMeanwhileTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(MailProtocol.Imap, "UID FETCH")]
    [InlineData(MailProtocol.Pop3, "RETR")]
    public async Task A_synchronisation_is_cancelled_and_the_next_process_goes_on(MailProtocol protocol, string command)
    {
        await using var world = new ImapFixture { Protocol = protocol };
        await world.RestartAsync();
        world.Deliver(3);
        var stall = Fault.Stall(FaultPoint.Command(command));
        world.Server.Faults.Add(stall);
        var pass = world.Account.SynchronizeAsync(cancellationToken: Some.Token);
        await world.Server.Faults.WhenStruckAsync(stall);

        await world.RestartAsync().WaitAsync(Patience, Some.Token);

        (await Should.ThrowAsync<ObjectDisposedException>(pass)).ObjectName.ShouldBe(typeof(IMailAccount).FullName);
        await world.SyncWellAsync();
        (await world.ListAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_message_that_is_being_fetched_is_given_up()
    {
        await using var world = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        world.Deliver(1);
        await world.SyncWellAsync();
        var stall = Fault.Stall(FaultPoint.Command("UID FETCH"));
        world.Server.Faults.Add(stall);
        var fetch = world.Account.Replica.OpenContentAsync(await world.IdAsync(1), Some.Token).AsTask();
        await world.Server.Faults.WhenStruckAsync(stall);

        await world.RestartAsync().WaitAsync(Patience, Some.Token);

        (await Should.ThrowAsync<ObjectDisposedException>(fetch)).ObjectName.ShouldBe(typeof(IMailAccount).FullName);
    }

    [Fact]
    public async Task Whatever_is_asked_afterwards_is_told_that_the_account_is_gone()
    {
        await using var world = new ImapFixture();
        await world.SyncWellAsync();
        var account = world.Account;
        await world.RestartAsync();

        foreach (var call in (Func<Task>[])[
            () => account.SynchronizeAsync(cancellationToken: Some.Token), () => account.Replica.GetMailboxesAsync(Some.Token).AsTask(),
            () => account.Sender.GetOutboxAsync(Some.Token).AsTask(), () => account.Sender.SendAsync(new(), Some.Token)])
            (await call.ShouldThrowAsync<ObjectDisposedException>()).ObjectName.ShouldBe(typeof(IMailAccount).FullName);
    }
}
