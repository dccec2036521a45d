using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

/// <summary>Messages that are too large to be held in memory.</summary>
public sealed class LargeMessageTests
{
    static readonly string Large = PopFixture.Message("large", 10) + string.Concat(Enumerable.Repeat(".\r\n..a line\r\n", 200_000));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_large_message_comes_byte_for_byte_among_small_ones(bool pipelines)
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.NotAtAll, p => pipelines ? p : p.Without("PIPELINING"));
        pop.Deliver("a", "b");
        pop.DeliverBytes(Large);
        pop.Deliver("c", "d");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(5), r => r.Maildrop!.Deleted.ShouldBe(5));
        pop.OnServer.ShouldBeEmpty();
        (await pop.HeldAsync()).ShouldContain(Large);
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(1_500_000)]
    [InlineData(2_800_000)]
    public async Task Cut_anywhere_it_comes_whole_the_next_time_and_is_not_deleted_before(int octets)
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.NotAtAll);
        pop.DeliverBytes(Large);
        pop.Server.Faults.Add(Fault.Cut(FaultPoint.AfterOctets(WireDirection.ToClient, 1000 + octets)));
        await pop.SyncAsync();
        await pop.NothingIsLostAsync();
        // Until it has noticed, the server keeps the maildrop for the session that was cut.
        await Task.WhenAll(pop.Server.Sessions.Select(s => s.Ended));
        await pop.SyncWellAsync();
        (await pop.HeldAsync()).ShouldBe([Large]);
        pop.OnServer.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_large_message_that_is_refused_stops_no_other()
    {
        await using var pop = new PopFixture(profile: p => p.Without("PIPELINING"));
        pop.DeliverBytes(Large);
        pop.Deliver("a");
        pop.Server.Faults.Add(Fault.Answer("RETR 1", "-ERR [SYS/TEMP] not now") with { Repeats = true });
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(1), r => r.Problems.Single().Failure.ShouldNotBeNull());
        pop.Server.Faults.Clear();
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        (await pop.HeldAsync()).ShouldContain(Large);
    }

    [Fact]
    public async Task A_server_whose_TOP_sends_whole_messages_is_borne_however_many_they_are()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000, p => p.Misbehaving(Pop3Misbehaviour.TopSendsAll));
        for (var i = 0; i < 8; i++) pop.DeliverBytes($"X-Number: {i}\r\n{Large}");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(8);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await pop.ReadAsync((await pop.ListAsync())[^1].Id)).ShouldBe($"X-Number: 0\r\n{Large}");
        pop.Server.Sessions.Count.ShouldBe(3);
    }
}
