using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class MisbehavingServerTests
{
    static void KeepForTenDays(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.ForDays(10);

    static void LeaveNothing(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.NotAtAll;

    [Fact]
    public async Task Without_UIDL_messages_are_known_by_their_headers()
    {
        await using var pop = new PopFixture(KeepForTenDays, p => p.Without("UIDL"));
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(2);
        pop.Time.Now += TimeSpan.FromDays(5);
        pop.Deliver("c");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        pop.Count("RETR").ShouldBe(3);
        pop.Time.Now += TimeSpan.FromDays(5);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(2);
        pop.OnServer.ShouldBe([PopFixture.Message("c")]);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task Without_UIDL_messages_alike_are_told_apart_by_their_order()
    {
        await using var pop = new PopFixture(null, p => p.Without("UIDL"));
        pop.Deliver("a", "a");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(2);
        pop.Deliver("a");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        pop.Count("RETR").ShouldBe(3);
    }

    [Fact]
    public async Task Without_UIDL_none_of_those_alike_leaves_before_its_days_are_over()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(10), p => p.Without("UIDL"));
        for (var i = 0; i < 2; i++)
        {
            pop.Deliver("a");
            await pop.SyncWellAsync();
            pop.Time.Now += TimeSpan.FromDays(5);
        }

        // The first of them would give its name, and its days, to the second.
        for (var i = 0; i < 2; i++) (await pop.SyncWellAsync()).Maildrop!.Left[MaildropReason.WithinDays].ShouldBe(2);
        pop.Time.Now += TimeSpan.FromDays(5);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(2);
        (await pop.HeldAsync()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_UIDL_and_TOP_everything_is_read_again_and_nothing_is_doubled(bool hangsUp)
    {
        await using var pop = new PopFixture(null, p => hangsUp ? p.Without("UIDL").Answering("TOP", "-ERR what", hangsUp: true) : p.Without("UIDL", "TOP"));
        pop.Deliver("a", "b", "b");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.MessagesAdded.ShouldBe(3), r => r.Notices.ShouldContain(n => n.English.Contains("neither unique-ids", StringComparison.Ordinal)));
        pop.Deliver("c");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        (await pop.HeldAsync()).Count.ShouldBe(4);
        pop.Options.LeaveOnServer = LeaveOnServer.NotAtAll;
        pop.Options.ApplyRuleChangesAtOnce = true;
        await pop.RestartAsync();
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(4);
        pop.OnServer.ShouldBeEmpty();
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_header_in_UTF8_comes_as_it_is_from_a_server_that_wraps_it_for_those_who_do_not_ask()
    {
        var message = PopFixture.Message("a").Replace("Subject: a", "Subject: Réunion", StringComparison.Ordinal);
        await using var pop = new PopFixture(null, p => p.Misbehaving(Pop3Misbehaviour.WrapsUtf8));
        pop.DeliverBytes(message);
        await pop.SyncWellAsync();
        (await pop.HeldAsync()).ShouldBe([message]);
        pop.Options.LeaveOnServer = LeaveOnServer.NotAtAll;
        pop.Options.ApplyRuleChangesAtOnce = true;
        await pop.RestartAsync();
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
        await pop.SyncWellAsync();
        (await pop.HeldAsync()).ShouldBe([message]);
        pop.OnServer.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_refuses_to_be_asked_for_UTF8_is_asked_for_mail_all_the_same()
    {
        await using var pop = new PopFixture(null, p => p.Answering("UTF8", "-ERR No."));
        pop.Deliver("a");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
    }

    [Fact]
    public async Task Two_messages_under_one_unique_id_are_both_held_and_both_leave()
    {
        await using var pop = new PopFixture(KeepForTenDays, p => p.Misbehaving(Pop3Misbehaviour.DuplicateUidl));
        pop.Deliver("a", "b", "c");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(3);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        pop.Count("RETR").ShouldBe(3);
        pop.Time.Now += TimeSpan.FromDays(10);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(3);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_message_under_the_unique_id_of_a_deleted_one_is_a_new_message()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.ReusedUidl));
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            pop.Deliver(name);
            (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(1), r => r.Maildrop!.Deleted.ShouldBe(1));
        }

        (await pop.LedgerAsync()).Count.ShouldBe(1);
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData(Pop3Misbehaviour.EmptyUidl)]
    [InlineData(Pop3Misbehaviour.ShortUidl)]
    [InlineData(Pop3Misbehaviour.ShortList)]
    public async Task A_listing_that_is_short_once_makes_nothing_forgotten_or_fetched_again(Pop3Misbehaviour misbehaviour)
    {
        await using var pop = new PopFixture(LeaveNothing);
        pop.Options.LeaveOnServer = LeaveOnServer.ForDays(1);
        await pop.RestartAsync();
        pop.Deliver("a", "b", "c", "d");
        await pop.SyncWellAsync();
        pop.Profile = pop.Profile.Misbehaving(misbehaviour, Repetition.Once);
        pop.Time.Now += TimeSpan.FromDays(1);
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.Maildrop!.Deleted.ShouldBe(0), r => r.Notices.ShouldContain(n => n.English.Contains("contradict", StringComparison.Ordinal)));
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(4);
        pop.Count("RETR").ShouldBe(4);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task What_disappears_from_a_good_listing_and_comes_back_is_compared_and_not_fetched_again()
    {
        await using var pop = new PopFixture(KeepForTenDays);
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        pop.Profile = pop.Profile.Answering("STAT", "+OK 0 0", Repetition.Once);
        (await pop.SyncWellAsync()).Maildrop!.Listed.ShouldBe(0);
        (await pop.LedgerAsync()).ShouldAllBe(e => e.MissingCount == 1 && e.Doubtful);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await pop.LedgerAsync()).ShouldAllBe(e => e.MissingCount == 0 && !e.Doubtful);
        (pop.Count("RETR"), pop.Count("TOP")).ShouldBe((2, 2));
        (await pop.HeldAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Messages_under_new_unique_ids_are_recognised_and_their_days_go_on()
    {
        await using var pop = new PopFixture(KeepForTenDays, p => p.Misbehaving(Pop3Misbehaviour.ChangedUidl));
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(9);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await pop.HeldAsync()).Count.ShouldBe(2);
        pop.Time.Now += TimeSpan.FromDays(1);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(2);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task Pipelining_that_loses_commands_gives_way_to_one_by_one()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.LostPipeline));
        pop.Deliver("a", "b", "c");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.MessagesAdded.ShouldBe(3), r => r.Maildrop!.Deleted.ShouldBe(3),
            r => r.Notices.ShouldHaveSingleItem().English.ShouldContain("PIPELINING"));
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("RETR 1")]
    [InlineData("RETR 2")]
    public async Task A_connection_that_breaks_once_over_several_messages_says_nothing_against_the_server(string command)
    {
        await using var pop = new PopFixture(LeaveNothing);
        pop.Deliver("a", "b", "c");
        pop.Server.Faults.Add(Fault.LoseReply(command));
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.MessagesAdded.ShouldBe(3), r => r.Maildrop!.Deleted.ShouldBe(3), r => r.Notices.ShouldBeEmpty());
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_connection_that_breaks_once_over_several_deletions_says_nothing_against_the_server()
    {
        await using var pop = new PopFixture(KeepForTenDays);
        pop.Deliver("a", "b", "c");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        pop.Profile = pop.Profile.Answering("TOP", "-ERR no");
        pop.Server.Faults.Add(Fault.LoseReply("DELE 2"));
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.Maildrop!.Deleted.ShouldBe(3), r => r.Notices.ShouldBeEmpty());
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_maildrop_in_use_is_for_later()
    {
        await using var pop = new PopFixture(null, p => p.Misbehaving(Pop3Misbehaviour.MaildropInUse));
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(
            r => r.Outcome.ShouldBe(SyncOutcome.Busy), r => r.Failure!.Kind.ShouldBe(MailErrorKind.MailboxInUse), r => r.NotBefore.ShouldBe(pop.Time.Now.AddMinutes(1)));
    }

    [Theory]
    [InlineData("-ERR maildrop already locked", MailErrorKind.MailboxInUse, SyncOutcome.Busy)]
    [InlineData("-ERR [IN-USE] /var/mail/.dmartin.pop lock busy!  Is another session active?", MailErrorKind.MailboxInUse, SyncOutcome.Busy)]
    [InlineData("-ERR [LOGIN-DELAY] wait", MailErrorKind.Deferred, SyncOutcome.Deferred)]
    [InlineData("-ERR your account is locked", MailErrorKind.BadCredentials, SyncOutcome.Failed)]
    [InlineData("-ERR can't open maildir", MailErrorKind.AuthenticationUnavailable, SyncOutcome.Failed)]
    public async Task The_words_of_a_refused_login_tell_later_from_never(string reply, MailErrorKind kind, SyncOutcome outcome)
    {
        await using var pop = new PopFixture(null, p => p.Without("SASL").Answering("PASS", reply));
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(r => r.Failure!.Kind.ShouldBe(kind), r => r.Outcome.ShouldBe(outcome));
    }

    [Fact]
    public async Task LOGIN_DELAY_is_kept_without_asking_the_server()
    {
        await using var pop = new PopFixture(null, p => p with { LoginDelay = TimeSpan.FromMinutes(5) });
        pop.Deliver("a");
        await pop.SyncWellAsync();
        var early = await pop.SyncAsync();
        early.ShouldSatisfyAllConditions(
            r => r.Outcome.ShouldBe(SyncOutcome.Deferred), r => r.NotBefore.ShouldBe(pop.Time.Now.AddMinutes(5)), r => r.Failure!.IsTransient.ShouldBeTrue());
        pop.Server.Sessions.Count.ShouldBe(1);
        (pop.Time.Now, pop.ServerTime.Now) = (pop.Time.Now.AddMinutes(5), pop.ServerTime.Now.AddMinutes(5));
        await pop.SyncWellAsync();
    }

    [Fact]
    public async Task LOGIN_DELAY_counts_from_the_login_however_long_that_took()
    {
        await using var pop = new PopFixture(null, p => p with { LoginDelay = TimeSpan.FromMinutes(5) });
        var login = new TaskCompletionSource();
        var slow = Fault.Stall(FaultPoint.Command("AUTH"), login.Task);
        pop.Server.Faults.Add(slow);
        var pass = pop.SyncWellAsync();
        await pop.Server.Faults.WhenStruckAsync(slow);
        pop.Time.Now = pop.ServerTime.Now = pop.Time.Now.AddSeconds(20);
        login.SetResult();
        await pass;

        var due = pop.Time.Now.AddMinutes(5);
        pop.Time.Now = pop.ServerTime.Now = due.AddSeconds(-10);
        (await pop.SyncAsync()).NotBefore.ShouldBe(due);
        pop.Server.Sessions.Count.ShouldBe(1);
        pop.Time.Now = pop.ServerTime.Now = due;
        await pop.SyncWellAsync();
    }

    [Fact]
    public async Task With_LOGIN_DELAY_what_is_due_leaves_in_one_session()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p with { LoginDelay = TimeSpan.FromMinutes(5) });
        pop.Deliver(Enumerable.Range(0, 300).Select(i => $"m{i}"));
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(300);
        pop.Server.Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_server_expires_stays_here_and_is_told()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60), p => p with { ExpireDays = 30 });
        pop.Deliver("a");
        (await pop.SyncWellAsync()).Notices.ShouldHaveSingleItem().English.ShouldContain("30 days");
        for (var day = 0; day < 150; day += 10)
        {
            (pop.Time.Now, pop.ServerTime.Now) = (pop.Time.Now.AddDays(10), pop.ServerTime.Now.AddDays(10));
            await pop.SyncWellAsync();
        }

        pop.OnServer.ShouldBeEmpty();
        (await pop.HeldAsync()).ShouldBe([PopFixture.Message("a")]);
        (await pop.LedgerAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sizes_that_are_a_little_off_are_proven_before_anything_is_deleted()
    {
        await using var pop = new PopFixture(KeepForTenDays, p => p.Misbehaving(Pop3Misbehaviour.WrongSizes));
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        await pop.SyncWellAsync();
        pop.Count("RETR").ShouldBe(3);
        pop.Time.Now += TimeSpan.FromDays(10);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(2);
        pop.Count("RETR").ShouldBe(5);
    }

    [Fact]
    public async Task An_untidy_listing_is_read_message_by_message()
    {
        await using var pop = new PopFixture(KeepForTenDays, p => p.Misbehaving(Pop3Misbehaviour.UntidyUidl));
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(2);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        pop.Count("RETR").ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_breaks_off_after_some_commands_does_not_keep_new_mail_from_coming()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Without("PIPELINING").Misbehaving(Pop3Misbehaviour.QuitDroppedUnanswered, Repetition.Once));
        pop.Deliver("a", "b", "c", "d", "e");
        await pop.SyncWellAsync();
        pop.OnServer.Count().ShouldBe(5);
        pop.Deliver("new");
        foreach (var occurrence in (int[])[4, 8, 12]) pop.Server.Faults.Add(Fault.LoseCommand("TOP", occurrence));

        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        pop.OnServer.ShouldBeEmpty();
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("1 120\r\n3 120")]
    [InlineData("1 -1\r\n2 -1\r\n3 -1")]
    [InlineData("1 99999999999\r\n2 120\r\n3 120")]
    [InlineData("1\r\n2\r\n3")]
    public async Task Sizes_that_cannot_be_read_are_asked_for_message_by_message(string listing)
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("LIST", $"+OK\r\n{listing}\r\n.", Repetition.Once));
        pop.Deliver("a", "b", "c");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(3);
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBeEmpty();
        (await pop.HeldAsync()).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(Pop3Misbehaviour.QuitAppliedUnanswered, 1)]
    [InlineData(Pop3Misbehaviour.QuitDroppedUnanswered, 1)]
    [InlineData(Pop3Misbehaviour.QuitForgetsDeletions, 0)]
    public async Task Whatever_became_of_QUIT_the_next_listing_tells(Pop3Misbehaviour misbehaviour, int notices)
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(misbehaviour, Repetition.Once));
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).Notices.Count.ShouldBe(notices);
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBeEmpty();
        await pop.SyncWellAsync();
        (await pop.LedgerAsync()).ShouldAllBe(e => e.State == AcMail.Storage.DropState.Deleted);
        pop.Count("RETR").ShouldBe(2);
        (await pop.HeldAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_listed_again_after_a_good_QUIT_is_not_deleted_without_end()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.QuitForgetsDeletions));
        pop.Deliver([.. Enumerable.Range(0, 300).Select(i => $"m{i}")]);
        (await pop.SyncWellAsync().WaitAsync(TimeSpan.FromMinutes(1))).Notices
            .ShouldContain(n => n.English.Contains("250 messages, and lists them again", StringComparison.Ordinal));
        pop.Server.Sessions.Count.ShouldBeLessThanOrEqualTo(3);
        (await pop.HeldAsync()).Count.ShouldBe(300);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_message_that_the_server_refuses_stops_no_other_and_stays()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("RETR 1", "-ERR no such thing"));
        pop.Deliver("b", "a", "c");
        var report = await pop.SyncAsync();
        report.ShouldSatisfyAllConditions(
            r => r.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems), r => r.Problems.ShouldHaveSingleItem().Failure.ServerReply.ShouldBe("no such thing"),
            r => r.MessagesAdded.ShouldBe(2), r => r.Maildrop!.Deleted.ShouldBe(2));
        pop.OnServer.ShouldBe([PopFixture.Message("b")]);
        (await pop.LedgerAsync()).Count(e => e.State == AcMail.Storage.DropState.Seen).ShouldBe(1);
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("", "RETR 2")]
    [InlineData("PIPELINING", "RETR 2")]
    [InlineData("PIPELINING", "TOP 2")]
    public async Task A_message_that_another_client_deletes_during_the_session_is_no_problem(string without, string command)
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = command == "TOP 2" ? 1 : null, p => p.Without(without) with { RefusesRemoved = true });
        pop.Deliver("a", "b", "c");
        var goOn = new TaskCompletionSource();
        var stall = Fault.Stall(FaultPoint.Command(command), goOn.Task);
        pop.Server.Faults.Add(stall);
        var pass = pop.SyncAsync();
        await pop.Server.Faults.WhenStruckAsync(stall);
        pop.User.Inbox.Remove([2u]);
        goOn.SetResult();
        (await pass).ShouldSatisfyAllConditions(
            r => r.Failure.ShouldBeNull($"{r.Failure}"), r => r.Problems.ShouldBeEmpty(), r => r.Notices.ShouldBeEmpty(), r => r.MessagesAdded.ShouldBe(2));
        pop.Server.Sessions.Count.ShouldBe(2);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_refused_is_told_once_and_costs_another_session_the_first_time_only()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("RETR 1", "-ERR no such thing"));
        pop.Deliver("b", "a");
        foreach (var sessions in (int[])[2, 1, 1])
        {
            var before = pop.Server.Sessions.Count;
            (await pop.SyncAsync()).Problems.ShouldHaveSingleItem();
            (pop.Server.Sessions.Count - before).ShouldBe(sessions);
        }
    }

    [Fact]
    public async Task What_is_refused_in_each_of_several_sessions_is_told_once()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("RETR 1", "-ERR no such thing"));
        pop.Deliver(["b", .. Enumerable.Range(0, (2 * PopSitting.DeletionsAtOnce) + 10).Select(i => $"m{i}")]);
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(
            r => r.Problems.ShouldHaveSingleItem(), r => r.Mailboxes.Single().Failed.ShouldBe(1), r => r.Maildrop!.Deleted.ShouldBe((2 * PopSitting.DeletionsAtOnce) + 10));
        pop.Server.Sessions.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_refused_is_told_in_the_first_session_where_LOGIN_DELAY_forbids_another()
    {
        await using var pop = new PopFixture(null, p => p.Answering("RETR 1", "-ERR no such thing") with { LoginDelay = TimeSpan.FromMinutes(5) });
        pop.Deliver("b", "a");
        (await pop.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.ServerReply.ShouldBe("no such thing");
        pop.Server.Sessions.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("", "RETR 2")]
    [InlineData("PIPELINING", "RETR 2")]
    [InlineData("PIPELINING", "RETR 1")]
    public async Task A_message_over_which_the_server_hangs_up_each_time_stops_no_other_and_stays(string without, string command)
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Without(without));
        pop.Deliver("a", "b", "c");
        pop.Server.Faults.Add(Fault.LoseCommand(command) with { Repeats = true });
        var report = await pop.SyncAsync();
        report.ShouldSatisfyAllConditions(
            r => r.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems, $"{r.Failure}"),
            r => r.Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.ConnectionLost),
            r => r.MessagesAdded.ShouldBe(2), r => r.Maildrop!.Deleted.ShouldBe(2), r => r.Notices.ShouldBeEmpty());
        pop.OnServer.ShouldHaveSingleItem();
        pop.Server.Sessions.Count.ShouldBeLessThanOrEqualTo(4);
        (await pop.LedgerAsync()).Count(e => e.State == AcMail.Storage.DropState.Seen).ShouldBe(1);

        pop.Server.Faults.Clear();
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        pop.OnServer.ShouldBeEmpty();
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("PIPELINING", 2)]
    public async Task A_server_that_falls_silent_over_every_message_is_left_alone_after_two_and_named(string without, int sessions)
    {
        await using var pop = new PopFixture(o => o.AnswerTime = TimeSpan.FromSeconds(1), p => p.Without(without));
        pop.Deliver("a", "b", "c", "d", "e");
        pop.Server.Faults.Add(Fault.Stall(FaultPoint.Command("RETR")) with { Repeats = true });
        var failure = (await pop.SyncAsync()).Failure.ShouldNotBeNull();
        (failure.Kind, failure.Message.English).ShouldBe((MailErrorKind.Timeout, $"127.0.0.1:{pop.Server.Pop3Port} did not answer in time."));
        // Where the server has not noticed yet that the session before is over, a login comes to nothing.
        pop.SessionsWith("RETR").ShouldBe(sessions);

        pop.Server.Faults.Clear();
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(5);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task Two_messages_over_which_the_server_falls_silent_keep_the_others_until_the_next_pass_only()
    {
        await using var pop = new PopFixture(o => o.AnswerTime = TimeSpan.FromSeconds(1), p => p.Without("PIPELINING"));
        pop.Deliver("a", "b", "c", "d");
        foreach (var command in (string[])["RETR 1", "RETR 2"]) pop.Server.Faults.Add(Fault.Stall(FaultPoint.Command(command)) with { Repeats = true });
        (await pop.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.Timeout);
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(
            r => r.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems, $"{r.Failure}"), r => r.MessagesAdded.ShouldBe(2), r => r.Problems.Count.ShouldBe(2));

        pop.Server.Faults.Clear();
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(2);
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("TOP 1", 2)]
    [InlineData("TOP 3", 3)]
    public async Task A_due_message_whose_header_breaks_the_connection_each_time_keeps_no_other_from_leaving(string command, int deleted)
    {
        await using var pop = new PopFixture(KeepForTenDays);
        pop.Deliver("a", "b", "c", "d");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        pop.Deliver("new");
        pop.Server.Faults.Add(Fault.LoseCommand(command) with { Repeats = true });
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(
            r => r.Failure.ShouldBeNull($"{r.Failure}"), r => r.MessagesAdded.ShouldBe(1), r => r.Maildrop!.Deleted.ShouldBeGreaterThanOrEqualTo(deleted));

        pop.Server.Faults.Clear();
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBe([PopFixture.Message("new")]);
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_deleted_here_and_there_and_is_back_there_comes_again(bool underAnotherId)
    {
        await using var pop = new PopFixture(LeaveNothing);
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        await pop.Account.Replica.Actions.DeleteAsync([(await pop.ListAsync()).Single(m => m.Headers.Subject == "a").Id]);
        await pop.Account.Replica.Actions.DeleteAsync([(await pop.ListAsync("Trash")).Single().Id]);
        await pop.SyncWellAsync();

        if (!underAnotherId) pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity, 1);
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(1), r => r.Maildrop!.Deleted.ShouldBe(2));
        (await pop.HeldAsync()).ShouldBe([PopFixture.Message("a"), PopFixture.Message("b")], ignoreOrder: true);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
    }

    [Theory]
    [InlineData("X-Antivirus: clean\r\n", "a", 1)]
    [InlineData("X-Antivirus: clean, base 16\r\n", "a", 1)]
    [InlineData("X-Antivirus: clean\r\n", "b", 0)]
    public async Task What_the_server_adds_to_a_header_on_RETR_alone_does_not_keep_the_message_there(string added, string body, int deleted)
    {
        var (header, now) = (PopFixture.Message("a")[..^3], $"X-Antivirus: clean\r\n{PopFixture.Message("a")[..^3]}{body}\r\n");
        await using var pop = new PopFixture(KeepForTenDays, p => p
            .Answering("RETR 1", $"+OK\r\n{added}{PopFixture.Message("a")}.", Repetition.Once).Answering("TOP 1", $"+OK\r\n{header}.", Repetition.Always));
        pop.DeliverBytes(now);
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(deleted);
        // Another body is another message.
        (await pop.HeldAsync()).ShouldBe([$"{added}{PopFixture.Message("a")}", .. deleted == 0 ? [now] : Array.Empty<string>()], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Status: RO\r\nX-UID: 12\r\n", "a", 1)]
    [InlineData("X-Spam: no, said later\r\n", "a", 1)]
    [InlineData("Status: RO\r\n", "b", 0)]
    [InlineData("To: everybody\r\n", "a", 0)]
    public async Task What_another_program_notes_in_the_header_of_a_mailbox_does_not_keep_the_message_there(string noted, string body, int deleted)
    {
        var now = $"{PopFixture.Message("a")[..^5]}{noted}\r\n{body}\r\n";
        await using var pop = new PopFixture(KeepForTenDays);
        pop.Deliver("a");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        // The file is another one, and its name, a hash of other fields, is the same.
        pop.User.Inbox.Remove([1u]);
        pop.DeliverBytes(now);
        pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity);
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(r => r.Maildrop!.Deleted.ShouldBe(deleted), r => r.Problems.Count.ShouldBe(body == "b" ? 1 : 0));
        (await pop.HeldAsync()).ShouldContain(PopFixture.Message("a"));
        pop.OnServer.ShouldBe(deleted == 1 ? [] : [now]);
    }

    [Fact]
    public async Task A_header_beyond_what_is_compared_does_not_keep_its_message_on_the_server()
    {
        await using var pop = new PopFixture(KeepForTenDays);
        pop.DeliverBytes($"X-Long: {string.Concat(Enumerable.Repeat(new string('q', 900) + "\r\n ", 400))}end\r\n{PopFixture.Message("a")}");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
        pop.Count("RETR").ShouldBe(1);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_server_that_does_not_say_sizes_keeps_what_is_due_and_that_is_told()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("LIST", "+OK\r\n1 0\r\n2 0\r\n.", Repetition.Always));
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.MessagesAdded.ShouldBe(2), r => r.Maildrop!.Deleted.ShouldBe(0),
            r => r.Notices.ShouldContain(n => n.English.Contains("size of 2 messages", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_broke_the_connection_before_comes_after_new_mail_also_where_LOGIN_DELAY_ends_the_pass_and_in_another_process()
    {
        await using var pop = new PopFixture(null, p => p.Without("PIPELINING") with { LoginDelay = TimeSpan.FromMinutes(5) });
        pop.Deliver("a", "b");
        pop.Server.Faults.Add(Fault.LoseCommand("RETR 1") with { Repeats = true });
        (await pop.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.ConnectionLost);
        pop.Server.Sessions.Count.ShouldBe(1);

        await pop.RestartAsync();
        pop.Deliver("new");
        pop.Time.Now = pop.ServerTime.Now = pop.Time.Now.AddMinutes(5);
        (await pop.SyncAsync()).MessagesAdded.ShouldBe(2);

        pop.Server.Faults.Clear();
        pop.Time.Now = pop.ServerTime.Now = pop.Time.Now.AddMinutes(5);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_deletion_that_the_server_refuses_stops_no_other()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("DELE 2", "-ERR not this one", Repetition.Always));
        pop.Deliver("a", "b", "c");
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(r => r.Problems.Count.ShouldBe(1), r => r.Maildrop!.Deleted.ShouldBe(2));
        pop.OnServer.ShouldBe([PopFixture.Message("b")]);
        pop.Profile = ServerProfile.Full.Pop3;
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
        pop.Count("RETR").ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_numbers_the_newest_first_keeps_the_newest()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.Newest(1), p => p.Misbehaving(Pop3Misbehaviour.NewestFirst));
        pop.Deliver("a");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(1);
        pop.Deliver("b");
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBe([PopFixture.Message("b")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Message-ID: <alarm@gate.lan>\r\n")]
    [InlineData("Date: Mon, 05 Jan 2026 08:00:00 +0000\r\n")]
    public async Task A_message_with_the_header_the_size_and_the_unique_id_of_a_deleted_one_is_a_new_message(string field)
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.HeaderAsUidl));
        foreach (var code in (string[])["1111", "2222", "3333"])
        {
            pop.DeliverBytes(Alarm(field, code));
            (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(1), r => r.Notices.ShouldBeEmpty());
            await pop.NothingIsLostAsync();
        }
    }

    [Fact]
    public async Task A_message_that_took_the_place_of_another_with_the_same_header_is_fetched_before_it_could_be_deleted()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60), p => p.Misbehaving(Pop3Misbehaviour.HeaderAsUidl));
        pop.DeliverBytes(Alarm("", "1111"));
        await pop.SyncWellAsync();
        pop.User.Inbox.Remove(pop.User.Inbox.Messages.Select(m => m.Uid));
        pop.DeliverBytes(Alarm("", "2222"));
        for (var days = 0; days < 61; days += 60)
        {
            await pop.SyncAsync();
            await pop.NothingIsLostAsync();
            pop.Time.Now += TimeSpan.FromDays(60);
        }

        await pop.SyncWellAsync();
        (await pop.HeldAsync()).Count.ShouldBe(2);
        await pop.NothingIsLostAsync();
    }

    static string Alarm(string field, string code) => $"From: alarm@gate.lan\r\nSubject: Alarm\r\n{field}\r\nSensor, code {code}\r\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_of_which_the_header_alone_came_is_asked_for_once_more(bool pipelined)
    {
        await using var pop = new PopFixture(LeaveNothing, p => pipelined ? p : p.Without("PIPELINING"));
        pop.Profile = pop.Profile.Misbehaving(Pop3Misbehaviour.HeaderAlone, Repetition.Once);
        pop.Deliver("a", "b", "c");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(3), r => r.Maildrop!.Deleted.ShouldBe(3));
        (await pop.HeldAsync()).ShouldBe([PopFixture.Message("a"), PopFixture.Message("b"), PopFixture.Message("c")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_body_that_does_not_come_once_makes_no_second_message_of_one_that_is_held()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60));
        pop.Deliver("a");
        await pop.SyncWellAsync();
        var noted = $"X-UID: 17\r\n{PopFixture.Message("a")}";
        pop.User.Inbox.Remove(pop.User.Inbox.Messages.Select(m => m.Uid));
        pop.DeliverBytes(noted);
        pop.Profile = pop.Profile.Misbehaving(Pop3Misbehaviour.HeaderAlone, Repetition.Once);
        pop.Profile = pop.Profile.Answering("UIDL", "+OK\r\n1 " + (await pop.LedgerAsync()).Single().UniqueId + "\r\n.");
        await pop.SyncWellAsync();
        (await pop.HeldAsync()).ShouldBe([PopFixture.Message("a")]);
        pop.Count("RETR").ShouldBe(3);
    }

    [Fact]
    public async Task Messages_alike_that_leave_in_several_sessions_all_leave_and_nothing_is_said_of_the_server()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.HeaderAsUidl));
        pop.Deliver(["alike", .. Enumerable.Range(0, PopSitting.DeletionsAtOnce + 10).Select(i => $"m{i}"), "alike"]);
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.Notices.ShouldBeEmpty(), r => r.Maildrop!.Deleted.ShouldBe(PopSitting.DeletionsAtOnce + 12));
        pop.OnServer.ShouldBeEmpty();
        (await pop.HeldAsync()).Count(m => m == PopFixture.Message("alike")).ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_a_lone_dot_ends_early_is_never_deleted()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.UnstuffedDots));
        var cut = PopFixture.Message("cut") + ".\r\nthe rest\r\n";
        pop.DeliverBytes(cut);
        pop.Deliver("b");
        for (var i = 0; i < 5; i++) await pop.SyncAsync();
        pop.OnServer.ShouldContain(cut);
        await pop.NothingIsLostAsync();
    }
}
