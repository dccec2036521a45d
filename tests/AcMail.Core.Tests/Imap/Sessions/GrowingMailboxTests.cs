using AcMail.Core.Tests.Support;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>Mailboxes in which mail arrives, or from which it goes, while they are looked at.</summary>
public sealed class GrowingMailboxTests
{
    /// <summary>The rungs of the ladder, each with how many messages arrive, and what goes at the same time.</summary>
    public static TheoryData<string, int, string> Rungs =>
        [.. ImapFixture.Rungs.SelectMany(r => ((int[])[1, 3]).SelectMany(n => ((string[])["", "the second", "the last"]).Select(goes => (r, n, goes))))];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Mail_that_comes_during_a_first_synchronisation_is_no_problem_and_nobody_is_to_blame(string without, int arriving, string going)
    {
        var isOver = false;
        for (var line = 1; !isOver; line++)
        {
            await using var imap = new ImapFixture(without, stores: new InMemoryMailStoreProvider());
            imap.Deliver(8);

            isOver = await ShouldGrowWellAsync(imap, line, arriving, going);
        }
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Mail_that_comes_while_changes_are_looked_for_is_no_problem_either(string without, int arriving, string going)
    {
        var isOver = false;
        for (var line = 1; !isOver; line++)
        {
            await using var imap = new ImapFixture(without, stores: new InMemoryMailStoreProvider());
            imap.Deliver(8);
            await imap.SyncWellAsync();
            imap.User.Inbox.SetFlags(3, FlagSet.Of("\\Seen"));
            imap.User.Inbox.Remove(4);
            imap.Deliver(1, first: 20);

            isOver = await ShouldGrowWellAsync(imap, line, arriving, going);
        }
    }

    /// <summary>Lets mail come and go before a line of the server's, and proves that it is no problem.</summary>
    /// <returns>Whether the pass was over before that line.</returns>
    static async Task<bool> ShouldGrowWellAsync(ImapFixture imap, int line, int arriving, string going)
    {
        var (report, isOver) = ((SyncReport?)null, false);
        await Histories.InTheMiddleAsync(imap.Server, ofClient: false, line, async () => report = await imap.SyncAsync(), () =>
        {
            isOver = report is not null;
            if (going == "the second") imap.User.Inbox.Remove(2);
            if (going == "the last") imap.User.Inbox.Remove(imap.User.Inbox.Messages[^1].Uid);
            imap.Deliver(arriving, first: 100);
            return Task.CompletedTask;
        });

        report!.Failure.ShouldBeNull();
        report.Problems.ShouldBeEmpty($"before the server's line {line}: {string.Join('\n', report.Problems)}");
        report.Notices.ShouldBeEmpty($"before the server's line {line}: {string.Join('\n', report.Notices)}");
        (await imap.DistrustsAsync()).ShouldBeEmpty($"before the server's line {line}");
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync($"before the server's line {line}");
        await imap.ShouldRestAsync($"before the server's line {line}");
        return isOver;
    }
}
