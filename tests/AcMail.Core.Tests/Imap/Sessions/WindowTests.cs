using System.Diagnostics;
using System.Globalization;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>Large mailboxes, newest first, and from where a pass stopped. <c>ACMAIL_LARGE_MAILBOX</c> sets how large.</summary>
public sealed class WindowTests(ITestOutputHelper output)
{
    static readonly int Count = int.TryParse(
        Environment.GetEnvironmentVariable("ACMAIL_LARGE_MAILBOX"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 200_000;

    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_first_synchronisation_goes_on_where_it_was_cut_without_downloading_again(string without)
    {
        await using var imap = new ImapFixture(without) { Reopens = false };
        imap.Deliver(8000);
        await imap.SyncUntilAsync(Fault.LoseReply("UID FETCH", occurrence: 6));
        var held = (await imap.ListAsync()).Select(m => m.Uid).ToList();
        // Newest first by batches; within one, as the server gives them out. The third was lost.
        held.Count.ShouldBeInRange(500, 5 * BatchPlanner.Smallest);
        held.Min().ShouldBeGreaterThan((uint)(8000 - 5 * BatchPlanner.Smallest));

        await imap.RestartAsync();
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(8000 - held.Count);
        var given = imap.LastSession.ServerLines.Count(l => l.Contains("BODY[]", StringComparison.Ordinal));
        given.ShouldBe(8000 - held.Count);
        (await imap.SyncWellAsync()).BytesDownloaded.ShouldBe(0);
        (await imap.ListAsync()).Select(m => m.Uid).Order().ShouldBe(Enumerable.Range(1, 8000).Select(i => (uint)i));
    }

    [Theory]
    [InlineData("")]
    [InlineData("CONDSTORE")]
    public async Task What_came_before_the_connection_was_lost_is_not_downloaded_again(string without)
    {
        await using var imap = new ImapFixture(without) { Reopens = false };
        imap.Deliver(3);
        await imap.SyncUntilAsync(Fault.Cut(FaultPoint.Status("UID FETCH", occurrence: 2)));
        (await imap.ListAsync()).Count.ShouldBe(3);

        (await imap.SyncWellAsync()).BytesDownloaded.ShouldBe(0);
        await imap.ShouldAgreeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("QRESYNC")]
    public async Task What_changes_between_the_two_passes_is_not_missed(string without)
    {
        await using var imap = new ImapFixture(without) { Reopens = false };
        imap.Deliver(8000);
        await imap.SyncUntilAsync(Fault.LoseReply("UID FETCH", occurrence: 6));
        var lowest = (await imap.ListAsync()).Min(m => m.Uid);
        foreach (var uid in (uint[])[1, lowest - 1, lowest, 7999]) imap.User.Inbox.SetFlags(uid, FlagSet.Of("\\Seen", "k"));
        imap.User.Inbox.Remove(2, lowest - 2, lowest + 2, 8000);
        imap.Deliver(3, first: 9000);
        await imap.SyncWellAsync();
        (await imap.DifferencesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task However_UIDs_were_given_out_all_messages_are_found(string without)
    {
        await using var imap = new ImapFixture(without);
        foreach (var first in (uint[])[5, 60_000, 2_000_000, 4_000_000_000])
        {
            imap.User.Inbox.SkipUids(first);
            imap.Deliver(300, first: (int)(first % 100_000));
        }

        (await imap.RoundTripsAsync(imap.SyncWellAsync)).ShouldBeLessThan(40);
        (await imap.DifferencesAsync()).ShouldBeEmpty();
        imap.User.Inbox.Remove(imap.User.Inbox.Messages.Where((_, i) => i % 100 == 7).Select(m => m.Uid));
        imap.User.Inbox.SetFlags(imap.User.Inbox.Messages[0].Uid, FlagSet.Of("\\Seen"));
        await imap.SyncWellAsync();
        (await imap.DifferencesAsync()).ShouldBeEmpty();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("CONDSTORE,ESEARCH,LIST-STATUS,SPECIAL-USE,LIST-EXTENDED,NAMESPACE")]
    public async Task A_large_mailbox_delivers_at_once_and_no_answer_is_larger_than_a_window(string without)
    {
        await using var imap = new ImapFixture(without);
        var message = ImapFixture.Message(1);
        for (var i = 0; i < Count; i++) imap.User.Inbox.Add(message);
        using var cancel = new CancellationTokenSource();
        var (started, first) = (Stopwatch.StartNew(), TimeSpan.Zero);
        var progress = new Callback(p =>
        {
            if (p is not { Stage: SyncStage.Downloading, MessagesDone: > 0 } || first > TimeSpan.Zero) return;
            first = started.Elapsed;
            cancel.Cancel();
        });
        await Should.ThrowAsync<OperationCanceledException>(() => imap.Account.SynchronizeAsync(progress, cancel.Token));

        output.WriteLine($"first message of {Count} after {first.TotalMilliseconds:0} ms");
        first.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        (await imap.ListAsync("INBOX")).Min(m => m.Uid).ShouldBeGreaterThan((uint)(Count - 1000));
        imap.LastSession.Entries.Count(e => e.Direction == WireDirection.ToClient).ShouldBeLessThan(20_000);
        imap.LastSession.Entries.Max(e => e.Length).ShouldBeLessThan(1000);
    }

    sealed class Callback(Action<SyncProgress> call) : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value) => call(value);
    }
}
