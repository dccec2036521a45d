using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class PartialDownloadTests
{
    static readonly string Large = PopFixture.Message("large", 50_000);

    [Fact]
    public async Task Of_a_large_message_the_header_comes_first_and_the_rest_when_it_is_opened_once()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        pop.Deliver("small");
        pop.DeliverBytes(Large);
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.MessagesAdded.ShouldBe(2), r => r.BytesDownloaded.ShouldBeLessThan(1000), r => r.Maildrop!.Left[MaildropReason.NotHeld].ShouldBe(1));
        await pop.SyncWellAsync();
        var partial = (await pop.ListAsync()).Single(m => m.Headers.Subject == "large");
        partial.ShouldSatisfyAllConditions(m => m.IsPartial.ShouldBeTrue(), m => m.Size.ShouldBe(Large.Length));

        (await pop.ReadAsync(partial.Id)).ShouldBe(Large);
        (await pop.ReadAsync(partial.Id)).ShouldBe(Large);
        (pop.Count("RETR"), pop.Count("TOP")).ShouldBe((2, 1));
        (await pop.ListAsync()).Single(m => m.Id == partial.Id).ShouldBe(partial with { IsPartial = false });
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
    }

    [Fact]
    public async Task A_header_is_no_reason_to_delete_the_message()
    {
        await using var pop = new PopFixture(o => (o.MaximumDownloadSize, o.LeaveOnServer) = (1000, LeaveOnServer.NotAtAll));
        pop.DeliverBytes(Large);
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(1000);
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBe([Large]);
        pop.Options.MaximumDownloadSize = null;
        await pop.RestartAsync();
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(0), r => r.Maildrop!.Deleted.ShouldBe(1));
        (await pop.HeldAsync()).ShouldBe([Large]);
    }

    [Fact]
    public async Task Before_the_server_lets_it_expire_all_of_it_is_fetched()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000, p => p with { ExpireDays = 30 });
        pop.DeliverBytes(Large);
        foreach (var (days, state) in ((int, DropState)[])[(0, DropState.HeadersOnly), (27, DropState.HeadersOnly), (1, DropState.Downloaded)])
        {
            (pop.Time.Now, pop.ServerTime.Now) = (pop.Time.Now.AddDays(days), pop.ServerTime.Now.AddDays(days));
            await pop.SyncWellAsync();
            (await pop.LedgerAsync()).ShouldHaveSingleItem().State.ShouldBe(state);
        }
    }

    [Fact]
    public async Task Where_its_size_is_listed_otherwise_than_before_opening_still_fetches_the_rest()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        pop.DeliverBytes(Large);
        await pop.SyncWellAsync();
        pop.Profile = pop.Profile.Misbehaving(Pop3Misbehaviour.WrongSizes);

        (await pop.ReadAsync((await pop.ListAsync()).Single().Id)).ShouldBe(Large);
    }

    [Fact]
    public async Task Where_the_server_has_deleted_the_rest_opening_says_so()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        pop.DeliverBytes(Large);
        await pop.SyncWellAsync();
        pop.User.Inbox.Remove(1);
        var id = (await pop.ListAsync()).Single().Id;
        (await Should.ThrowAsync<MailException>(() => pop.ReadAsync(id))).Failure.ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe(MailErrorKind.MessageNotFound), f => f.Message.English.ShouldContain("header"));
    }
}
