using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

public sealed class MassRemovalTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_mailbox_that_was_really_emptied_is_emptied_here(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(80);
        await imap.SyncWellAsync();
        imap.User.Inbox.Remove(Enumerable.Range(1, 75).Select(i => (uint)i));
        (await imap.SyncWellAsync()).Mailboxes.Single(m => m.Role == MailboxRole.Inbox).Removed.ShouldBe(75);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Many_scattered_messages_go_also_where_the_server_takes_short_lines_only(string without)
    {
        await using var imap = new ImapFixture(without, profile: p => p with { Imap = p.Imap with { LongestLine = 8192 } });
        for (var uid = 100_000u; uid < 109_000; uid += 3)
        {
            imap.User.Inbox.SkipUids(uid);
            imap.Deliver(1, first: (int)uid);
        }

        await imap.SyncWellAsync();
        imap.User.Inbox.Remove(Enumerable.Range(0, 1500).Select(i => 100_000 + (uint)i * 6));
        (await imap.SyncWellAsync()).Mailboxes.Sum(m => m.Removed).ShouldBe(1500);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task An_answer_that_much_is_gone_is_not_believed_alone()
    {
        await using var imap = new ImapFixture("QRESYNC,ESEARCH");
        imap.Deliver(80);
        await imap.SyncWellAsync();
        imap.User.Inbox.Remove(1);
        await imap.SyncWellAsync();
        imap.User.Inbox.Remove(2);
        // EXISTS and the list agree with each other, and both are wrong.
        Replace("* 79 EXISTS", "* 4 EXISTS");
        Replace("* SEARCH ", "* SEARCH 77 78 79 80");

        var report = await imap.SyncAsync();

        report.Notices.ShouldHaveSingleItem().English.ShouldContain("SEARCH");
        report.Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.ProtocolError);
        report.Mailboxes.Sum(m => m.Removed).ShouldBe(0);
        (await imap.ListAsync()).Count.ShouldBe(79);
        imap.Server.Faults.Struck.Count.ShouldBe(2);
        imap.Server.Faults.Clear();
        (await imap.SyncWellAsync()).Mailboxes.Sum(m => m.Removed).ShouldBe(1);
        await imap.ShouldRestAsync();

        void Replace(string line, string by)
        {
            var told = imap.LastSession.Entries.Single(e => e.Direction == WireDirection.ToClient && e.Text.StartsWith(line, StringComparison.Ordinal));
            imap.Server.Faults.Add(Fault.ReplaceLine(told.Number, by));
        }
    }
}
