using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>
/// Servers that go on misbehaving. Two passes after the last change both sides are equal, whatever the server does and on whatever rung, or the report names
/// what cannot be had; nothing that the server has is lost here meanwhile.
/// </summary>
public sealed class MisbehaviourTests
{
    const int PassesNeeded = 2;

    /// <summary>What makes it impossible to have a message, and how many are missing then, one a mailbox.</summary>
    static readonly Dictionary<ImapMisbehaviour, int> Impossible = new()
    {
        [ImapMisbehaviour.FetchUnreadable] = 2, [ImapMisbehaviour.FetchFails] = 2, [ImapMisbehaviour.FetchGarbled] = 2,
        [ImapMisbehaviour.FlagsGarbled] = 2, [ImapMisbehaviour.FetchHangsUp] = 2, [ImapMisbehaviour.FetchMalformed] = int.MaxValue,
        [ImapMisbehaviour.LiteralTooShort] = 2,
    };

    /// <summary>What no client can see through: a server that opens no mailbox, and one that lists a mailbox twice.</summary>
    static readonly ImapMisbehaviour[] Elsewhere = [ImapMisbehaviour.IdentificationRequired, ImapMisbehaviour.InboxAliased];

    public static TheoryData<ImapMisbehaviour, string> All =>
        [.. Enum.GetValues<ImapMisbehaviour>().Except(Elsewhere).SelectMany(m => ImapFixture.Rungs.Select(r => (m, r)))];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_life_under_a_misbehaving_server_ends_equal(ImapMisbehaviour misbehaviour, string without)
    {
        await using var imap = await BeginAsync(without);
        await imap.SyncWellAsync();
        imap.Misbehave(p => p.Misbehaving(misbehaviour));
        var told = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            LiveOn(imap, round);
            await SyncAsync(imap, misbehaviour, told);
        }

        await ShouldRecoverAsync(imap);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_first_synchronisation_with_a_misbehaving_server_ends_equal(ImapMisbehaviour misbehaviour, string without)
    {
        await using var imap = await BeginAsync(without);
        imap.Misbehave(p => p.Misbehaving(misbehaviour));
        await SyncAsync(imap, misbehaviour, [], isFirst: true);
        await ShouldRecoverAsync(imap);
    }

    static async Task ShouldRecoverAsync(ImapFixture imap)
    {
        imap.Behave();
        // What could not be had is asked for again after a while.
        ((AdjustableTime)imap.Time).Now += TimeSpan.FromHours(2);
        await imap.SyncAsync();
        await imap.ShouldAgreeAsync("once the server is in order again");
    }

    static async Task<ImapFixture> BeginAsync(string without)
    {
        var imap = new ImapFixture(without, time: new AdjustableTime());
        imap.Deliver(12);
        imap.Deliver(4, "Élèves", first: 20);
        await Task.CompletedTask;
        return imap;
    }

    static void LiveOn(ImapFixture imap, int round)
    {
        imap.User.Inbox.Remove(imap.User.Inbox.Messages[1].Uid);
        // Other messages each time, so that what was missed once is not made good by chance.
        foreach (var message in imap.User.Inbox.Messages.Skip(2 + round).Take(3)) imap.User.Inbox.SetFlags(message.Uid, message.Flags.With("\\Seen", $"k{round}"));
        imap.Deliver(2, first: 100 + (10 * round));
        imap.Deliver(1, "Élèves", first: 200 + round);
    }

    static async Task SyncAsync(ImapFixture imap, ImapMisbehaviour misbehaviour, List<string> told, bool isFirst = false)
    {
        var before = imap.User.Mailboxes.ToDictionary(m => m.Name, m => m.Messages.Count);
        for (var pass = 0; pass < PassesNeeded; pass++)
        {
            var report = await imap.SyncAsync();
            if (misbehaviour != ImapMisbehaviour.FetchMalformed) report.Failure.ShouldBeNull($"{report.Failure}");
            told.AddRange([$"{report.Failure?.Message.English}", .. report.Problems.Select(p => p.Failure.Message.English), .. report.Notices.Select(n => n.English)]);
        }

        imap.User.Mailboxes.ToDictionary(m => m.Name, m => m.Messages.Count).ShouldBe(before, "the server was changed");
        var differences = await imap.DifferencesAsync();
        if (Impossible.TryGetValue(misbehaviour, out var missing))
        {
            differences.Count.ShouldBeLessThanOrEqualTo(missing);
            if (differences.Count > 0) told.ShouldContain(t => t.Length > 0);
        }
        else if (misbehaviour == ImapMisbehaviour.DelimiterUntold && isFirst && !imap.Profile.Imap.Extensions.Contains("NAMESPACE"))
        {
            told.ShouldContain(t => t.Contains("only the inbox"));
        }
        else
        {
            differences.ShouldBeEmpty(string.Join('\n', told));
        }
    }
}
