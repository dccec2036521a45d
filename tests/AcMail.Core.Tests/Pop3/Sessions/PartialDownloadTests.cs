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
    public async Task A_message_is_dated_by_its_last_hop_from_its_header_on()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        const string Hop = "Received: from a.fr by b.fr;\r\n Mon, 2 Sep 2019 08:30:00 +0200\r\n";
        pop.DeliverBytes(Hop + Large);
        pop.DeliverBytes(Hop + PopFixture.Message("small"));
        await pop.SyncWellAsync();
        var came = new DateTimeOffset(2019, 9, 2, 8, 30, 0, TimeSpan.FromHours(2));
        var held = await pop.ListAsync();
        held.Select(m => (m.InternalDate, m.Headers.Subject == "large")).ShouldBe([(came, true), (came, false)], ignoreOrder: true);
        await pop.ReadAsync(held.Single(m => m.IsPartial).Id);
        (await pop.ListAsync()).ShouldAllBe(m => m.InternalDate == came && !m.IsPartial);
    }

    [Fact]
    public async Task A_clock_that_has_fallen_back_for_years_does_not_date_what_comes()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        await pop.SyncWellAsync();
        const string Hop = "Received: from a.fr by b.fr; Mon, 5 Jan 2026 07:30:00 +0000\r\n";
        pop.DeliverBytes(Hop + Large);
        pop.DeliverBytes(Hop + PopFixture.Message("small"));
        pop.Time.Now = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await pop.SyncWellAsync();
        (await pop.ListAsync()).Select(m => m.InternalDate).ShouldBe(Enumerable.Repeat(new DateTimeOffset(2026, 1, 5, 7, 30, 0, TimeSpan.Zero), 2));
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2000)]
    public async Task A_clock_that_is_dead_at_the_first_synchronisation_dates_nothing_that_the_server_dated(int year)
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        const string Hop = "Received: from a.fr by b.fr; Sun, 29 Nov 2026 17:00:00 +0000\r\n";
        pop.DeliverBytes(Hop + Large);
        pop.DeliverBytes(Hop + PopFixture.Message("small"));
        pop.Time.Now = new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await pop.SyncWellAsync();
        var came = Enumerable.Repeat(new DateTimeOffset(2026, 11, 29, 17, 0, 0, TimeSpan.Zero), 2);
        (await pop.ListAsync()).Select(m => m.InternalDate).ShouldBe(came);
        await pop.RebuildAsync();
        (await pop.ListAsync()).Where(m => !m.IsPartial).ShouldHaveSingleItem().InternalDate.ShouldBe(came.First());
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_large_message_whose_header_breaks_the_connection_each_time_stops_no_other(int number)
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        pop.DeliverBytes(Large);
        pop.DeliverBytes(PopFixture.Message("larger", 60_000));
        pop.Deliver("a", "b");
        pop.Server.Faults.Add(Fault.LoseCommand($"TOP {number}") with { Repeats = true });
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(r => r.Failure.ShouldBeNull($"{r.Failure}"), r => r.MessagesAdded.ShouldBeInRange(3, 4));
        pop.Deliver("c");
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(r => r.Failure.ShouldBeNull($"{r.Failure}"), r => r.MessagesAdded.ShouldBeInRange(1, 2));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    public async Task A_server_without_TOP_gives_out_large_messages_as_a_whole(bool hangsUp, int count)
    {
        await using var pop = new PopFixture(
            o => o.MaximumDownloadSize = 1000, p => hangsUp ? p.Answering("TOP", "-ERR what", hangsUp: true) : p.Without("TOP"));
        for (var i = 0; i < count; i++) pop.DeliverBytes(PopFixture.Message($"large {i}", 50_000));
        pop.Deliver("small");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(count + 1);
        (await pop.ListAsync()).ShouldAllBe(m => !m.IsPartial);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task Under_new_unique_ids_headers_are_recognised_and_the_rest_can_still_be_opened()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000, p => p.Misbehaving(Pop3Misbehaviour.ChangedUidl));
        pop.DeliverBytes(Large);
        pop.Deliver("small");
        await pop.SyncWellAsync();
        pop.Profile = ServerProfile.Full.Pop3;
        var id = (await pop.ListAsync()).Single(m => m.IsPartial).Id;
        (await pop.ReadAsync(id)).ShouldBe(Large);

        pop.Profile = pop.Profile.Misbehaving(Pop3Misbehaviour.ChangedUidl);
        pop.DeliverBytes(PopFixture.Message("larger", 60_000));
        for (var i = 0; i < 3; i++) await pop.SyncWellAsync();
        (await pop.ListAsync()).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("", "X-Antivirus: clean\r\n")]
    [InlineData("Date: Mon, 05 Jan 2026 08:00:00 +0000\r\n", "")]
    public async Task A_header_is_completed_by_a_message_of_its_date_or_of_its_very_header(string removed, string added)
    {
        var sent = Large.Replace(removed.Length > 0 ? removed : "\0", "", StringComparison.Ordinal);
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        pop.DeliverBytes(sent);
        await pop.SyncWellAsync();
        pop.Profile = pop.Profile.Answering("RETR 1", $"+OK\r\n{added}{sent}.");
        (await pop.ReadAsync((await pop.ListAsync()).Single().Id)).ShouldBe(added + sent);
        (await pop.ListAsync()).ShouldHaveSingleItem().IsPartial.ShouldBeFalse();
    }

    [Fact]
    public async Task Opening_waits_for_the_pass_that_runs()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        pop.DeliverBytes(Large);
        await pop.SyncWellAsync();
        var id = (await pop.ListAsync()).Single().Id;
        pop.Deliver("small");
        var goOn = new TaskCompletionSource();
        pop.Server.Faults.Add(Fault.Stall(FaultPoint.Command("RETR"), goOn.Task));
        var passing = pop.SyncAsync();
        var opened = pop.ReadAsync(id);
        opened.IsCompleted.ShouldBeFalse();
        goOn.SetResult();
        (await opened).ShouldBe(Large);
        (await passing).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task Opening_compares_its_message_alone_where_all_are_in_doubt()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        pop.Deliver([.. Enumerable.Range(0, PopPlanner.MostCompared + 1).Select(i => $"m{i}")]);
        pop.DeliverBytes(Large);
        await pop.SyncWellAsync();
        pop.Host = "localhost";
        await pop.RestartAsync();
        var before = pop.Count("TOP");
        (await pop.ReadAsync((await pop.ListAsync()).Single(m => m.IsPartial).Id)).ShouldBe(Large);
        pop.Count("TOP").ShouldBe(before + 1);
    }

    [Fact]
    public async Task What_was_old_at_the_first_synchronisation_is_fetched_as_a_whole_before_the_server_lets_it_expire()
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000, p => p with { ExpireDays = 30 });
        pop.DeliverBytes(Large.Replace("Mon, 05 Jan 2026", "Mon, 08 Dec 2025", StringComparison.Ordinal));
        await pop.SyncWellAsync();
        await pop.SyncWellAsync();
        (await pop.LedgerAsync()).ShouldHaveSingleItem().State.ShouldBe(DropState.Downloaded);
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

    [Theory]
    [InlineData(50_000)]
    [InlineData(60_000)]
    public async Task The_header_of_one_message_is_not_completed_with_another_that_has_its_name_by_now(int size)
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000);
        var other = PopFixture.Message("other", size).Replace("05 Jan", "06 Jan", StringComparison.Ordinal);
        pop.DeliverBytes(Large);
        pop.DeliverBytes(other);
        await pop.SyncWellAsync();
        var before = await pop.ListAsync();
        pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity, firstUid: 2);
        pop.Options.MaximumDownloadSize = null;
        await pop.RestartAsync();
        await pop.SyncWellAsync();
        (await pop.ListAsync()).ShouldBe(before.Select(m => m with { IsPartial = false }));
        (await pop.HeldAsync()).ShouldBe([other, Large]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_server_gave_another_name_is_completed_once_whole_messages_are_wanted(bool topSendsAll)
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = 1000, p => topSendsAll ? p.Misbehaving(Pop3Misbehaviour.TopSendsAll) : p);
        pop.DeliverBytes(Large);
        await pop.SyncWellAsync();
        var partial = (await pop.ListAsync()).ShouldHaveSingleItem();
        pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity + 1);
        pop.Options.MaximumDownloadSize = null;
        await pop.RestartAsync();
        await pop.SyncWellAsync();
        (await pop.ListAsync()).ShouldHaveSingleItem().ShouldBe(partial with { IsPartial = false });
        (await pop.ReadAsync(partial.Id)).ShouldBe(Large);
        (await pop.LedgerAsync()).ShouldHaveSingleItem().State.ShouldBe(DropState.Downloaded);
    }

    [Fact]
    public async Task What_may_have_been_deleted_there_and_has_another_name_is_held_as_a_whole_still()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.NotAtAll);
        pop.DeliverBytes(Large);
        pop.Profile = pop.Profile.Misbehaving(Pop3Misbehaviour.QuitDroppedUnanswered, Repetition.Once);
        await pop.SyncAsync();
        pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity + 1);
        pop.Options.MaximumDownloadSize = 1000;
        await pop.RestartAsync();
        await pop.SyncWellAsync();
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBeEmpty();
        (await pop.ListAsync()).ShouldHaveSingleItem().IsPartial.ShouldBeFalse();
        await pop.NothingIsLostAsync();
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
