using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>Mass removals that wait for the application's word.</summary>
public sealed class HeldRemovalTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_gone_at_once_is_held_back_until_the_application_lets_it_go(string without)
    {
        await using var imap = await BeginAsync(without);
        imap.User.Inbox.Remove(Enumerable.Range(1, 75).Select(i => (uint)i));
        imap.Deliver(1, first: 90);
        for (var pass = 0; pass < 2; pass++)
        {
            var problem = (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();
            (problem.Mailbox, problem.Failure.Kind).ShouldBe(("INBOX", MailErrorKind.RemovalsHeld));
            problem.Failure.Message.English.ShouldContain("75 messages");
            (await imap.ListAsync()).Count.ShouldBe(81);
            imap.User.Inbox.SetFlags(76, FlagSet.Of($"k{pass}"));
            await imap.RestartAsync();
        }

        (await imap.Account.Replica.HeldRemovals.GetAsync()).ShouldBe([new("INBOX", 75)]);
        (await imap.Account.Replica.HeldRemovals.AllowAsync("inbox")).ShouldBe(75);
        (await imap.ListAsync()).Count.ShouldBe(6);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.Account.Replica.HeldRemovals.AllowAsync("INBOX")).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task The_option_lets_them_go_too(string without)
    {
        await using var imap = await BeginAsync(without);
        imap.User.Inbox.Remove(Enumerable.Range(1, 75).Select(i => (uint)i));
        await imap.SyncAsync();
        await imap.RestartAsync(o => o.Imap.MassRemovals = MassRemovalMode.WhenConfirmed);
        imap.User.Inbox.SetFlags(80, FlagSet.Of("k"));
        (await imap.SyncWellAsync()).Mailboxes.Sum(m => m.Removed).ShouldBe(75);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_left_of_a_former_UIDVALIDITY_is_held_back_as_well(string without)
    {
        await using var imap = await BeginAsync(without);
        // With no mailbox as it was, it would be a server that was set up anew.
        imap.Deliver(1, "Projets", first: 200);
        await imap.SyncWellAsync();
        imap.User.Inbox.Remove(Enumerable.Range(1, 75).Select(i => (uint)i));
        imap.User.Inbox.ChangeUidValidity(imap.User.Inbox.UidValidity + 1, firstUid: 500);
        for (var pass = 0; pass < 2; pass++)
        {
            (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.RemovalsHeld);
            (await imap.ListAsync("INBOX")).Count.ShouldBe(80);
            imap.User.Inbox.SetFlags(500, FlagSet.Of($"k{pass}"));
        }

        (await imap.Account.Replica.HeldRemovals.AllowAsync("INBOX")).ShouldBe(75);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_comes_back_meanwhile_is_no_longer_held_back()
    {
        await using var imap = await BeginAsync("");
        var gone = imap.User.Inbox.Remove(Enumerable.Range(1, 75).Select(i => (uint)i));
        await imap.SyncAsync();
        foreach (var message in gone.Take(40)) imap.User.Inbox.Add(message.Content, message.Flags, message.InternalDate);
        (await imap.SyncAsync()).Problems.Single().Failure.Message.English.ShouldContain("75 messages");
        (await imap.Account.Replica.HeldRemovals.AllowAsync("INBOX")).ShouldBe(75);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_few_removals_are_nothing_to_ask_about()
    {
        await using var imap = await BeginAsync("");
        imap.User.Inbox.Remove(1, 2, 3);
        (await imap.SyncWellAsync()).Mailboxes.Sum(m => m.Removed).ShouldBe(3);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task Most_mailboxes_gone_at_once_are_listed_again_and_looked_up_by_name()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        for (var i = 0; i < 8; i++) imap.Deliver(2, $"Classe {i}", first: 10 * i);
        await imap.SyncWellAsync();
        // A list that is short, twice: what it lacks is there by its name, and is brought up to date.
        imap.Misbehave(p => p.Answering("LIST \"\" \"*\"", "* LIST () \"/\" INBOX\r\nOK done."));
        imap.Deliver(1, "Classe 3", first: 99);
        var report = await imap.SyncWellAsync();
        (report.Mailboxes.Sum(m => m.Removed), report.MessagesAdded).ShouldBe((0, 1));
        imap.LastSession.ClientLines.Count(l => l.Contains("LIST \"\" \"*\"", StringComparison.Ordinal)).ShouldBe(2);
        await imap.ShouldAgreeAsync();

        imap.Behave();
        for (var i = 0; i < 8; i++) imap.User.DeleteMailbox($"Classe {i}");
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    static async Task<ImapFixture> BeginAsync(string without)
    {
        var imap = new ImapFixture(without, o => o.Imap.MassRemovals = MassRemovalMode.Hold);
        imap.Deliver(80);
        await imap.SyncWellAsync();
        return imap;
    }
}
