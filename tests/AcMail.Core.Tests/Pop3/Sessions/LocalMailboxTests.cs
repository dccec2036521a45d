using System.Text;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class LocalMailboxTests
{
    [Fact]
    public async Task Messages_are_filed_locally_and_the_server_knows_nothing_of_it()
    {
        await using var pop = new PopFixture();
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        var message = (await pop.ListAsync()).Single(m => m.Headers.Subject == "a");
        await pop.Account.Replica.MailboxActions.CreateAsync("Élèves");
        await pop.Account.Replica.Actions.MoveAsync([message.Id], "eleves");
        (await pop.Account.Replica.GetMailboxesAsync()).Select(m => (m.Name, m.Messages, m.Unseen)).ShouldBe([("INBOX", 1, 1), ("Élèves", 1, 1)]);
        (await pop.ListAsync("Élèves")).ShouldHaveSingleItem().ShouldBe(message with { Mailbox = "Élèves", Uid = 1 });
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await pop.ListAsync("Élèves")).Count.ShouldBe(1);
        pop.OnServer.Count().ShouldBe(2);
    }

    [Fact]
    public async Task What_is_deleted_locally_leaves_the_server_where_the_rule_says_so_and_never_comes_back()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.UntilDeletedLocally);
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).Maildrop!.Left[MaildropReason.HeldLocally].ShouldBe(2);
        var a = (await pop.ListAsync()).Single(m => m.Headers.Subject == "a");
        await pop.Account.Replica.Actions.MoveAsync([a.Id], "Kept");
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(0);
        await pop.Account.Replica.Actions.DeleteAsync([a.Id]);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
        pop.OnServer.ShouldBe([PopFixture.Message("b")]);
        (await pop.ListAsync("Trash")).ShouldHaveSingleItem().Headers.Subject.ShouldBe("a");
        await pop.Account.Replica.Actions.DeleteAsync([a.Id]);
        await pop.SyncWellAsync();
        (await pop.ListAsync()).ShouldHaveSingleItem().Headers.Subject.ShouldBe("b");
    }

    [Fact]
    public async Task What_was_deleted_locally_does_not_come_back_under_another_unique_id()
    {
        await using var pop = new PopFixture(null, p => p.Misbehaving(AcMail.Testing.Pop3Misbehaviour.ChangedUidl));
        pop.Deliver("a");
        await pop.SyncWellAsync();
        await pop.Account.Replica.Actions.DeleteAsync([(await pop.ListAsync()).Single().Id], forGood: true);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await pop.ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_put_into_the_inbox_by_another_case_before_the_first_pass_is_in_the_inbox()
    {
        await using var pop = new PopFixture();
        pop.Deliver("a");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(PopFixture.Message("b")));
        await pop.Account.Replica.Actions.AppendAsync(new(content) { Mailbox = "Inbox" });
        await pop.SyncWellAsync();
        (await pop.Account.Replica.GetMailboxesAsync()).ShouldHaveSingleItem().Name.ShouldBe("INBOX");
        (await pop.ListAsync("inbox")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_is_not_there_moves_nothing()
    {
        await using var pop = new PopFixture();
        pop.Deliver("a");
        await pop.SyncWellAsync();
        var id = (await pop.ListAsync()).Single().Id;
        (await Should.ThrowAsync<MailException>(async () => await pop.Account.Replica.Actions.MoveAsync([id, 999], "X"))).Failure.Kind.ShouldBe(MailErrorKind.MessageNotFound);
        (await pop.ListAsync("INBOX")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Deleted_from_the_server_and_restored_there_a_message_is_not_doubled_and_its_days_begin_anew()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(10));
        pop.Deliver("a");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
        await pop.SyncWellAsync();
        pop.Deliver("a");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(0), r => r.Maildrop!.Deleted.ShouldBe(0));
        (await pop.ListAsync()).Count.ShouldBe(1);
        pop.Time.Now += TimeSpan.FromDays(10);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
    }
}
