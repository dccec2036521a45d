using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class MisbehavingServerTests
{
    static void LeaveNothing(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.NotAtAll;

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
}
