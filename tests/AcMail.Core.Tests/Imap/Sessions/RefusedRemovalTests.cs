using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>
/// What the server refuses to delete is marked as deleted there for a moment, and another client's EXPUNGE would take it: wherever that moment is cut short,
/// the next pass takes the mark off.
/// </summary>
public sealed class RefusedRemovalTests
{
    const string Refusal = "NO [NOPERM] Permission denied.", Throttled = "NO Request is throttled. Suggested Backoff Time: 299961 milliseconds";

    public static TheoryData<string> Answers => [Refusal, "OK Expunge completed."];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_kill_around_every_commit_leaves_no_message_marked_as_deleted(string answer)
    {
        int commits;
        await using (var calm = await BeginAsync(answer))
        {
            calm.Stores.Count();
            await calm.SyncAsync();
            commits = calm.Stores.Commits;
        }

        for (var commit = 1; commit <= commits; commit++)
        {
            foreach (var before in (bool[])[true, false])
            {
                await using var imap = await BeginAsync(answer);
                imap.Stores.KillAt(commit, before);
                await imap.SyncIfPossibleAsync();
                await imap.RestartAsync();
                await ProveAsync(imap, $"{commit} {before}");
            }
        }
    }

    [Theory]
    [InlineData("UID STORE", 1)]
    [InlineData("UID STORE", 2)]
    [InlineData("UID EXPUNGE", 1)]
    public async Task A_lost_command_or_reply_leaves_no_message_marked_as_deleted(string command, int occurrence)
    {
        foreach (var fault in (Fault[])[Fault.LoseCommand(command, occurrence), Fault.LoseReply(command, occurrence)])
        {
            await using var imap = await BeginAsync("OK Expunge completed.", reopens: false);
            imap.Server.Faults.Add(fault);
            await imap.SyncAsync();
            await imap.RestartAsync();
            await ProveAsync(imap, fault.ToString());
        }
    }

    [Theory]
    [InlineData("", "UID STORE")]
    [InlineData("", "UID EXPUNGE")]
    [InlineData("UIDPLUS", "UID STORE")]
    public async Task What_is_undone_after_a_lost_reply_has_its_mark_taken_off(string without, string command)
    {
        await using var imap = await BeginAsync(without: without, reopens: false);
        imap.Server.Faults.Add(command == "UID STORE" ? Fault.LoseReply(command) : Fault.LoseCommand(command));
        await imap.SyncAsync();
        imap.User.Inbox.Messages[0].Flags.ShouldBe(FlagSet.Of("\\Deleted"));
        await imap.RestartAsync();
        await imap.Actions.UndoAsync([.. (await imap.Actions.GetPendingAsync()).Select(p => p.MessageId!.Value)]);
        await ProveAsync(imap, command);
    }

    [Fact]
    public async Task What_is_undone_while_the_server_asks_for_patience_has_its_mark_taken_off()
    {
        await using var imap = await BeginAsync(Throttled);
        await imap.SyncAsync();
        imap.User.Inbox.Messages[0].Flags.ShouldBe(FlagSet.Of("\\Deleted"));
        await imap.Actions.UndoAsync([.. (await imap.Actions.GetPendingAsync()).Select(p => p.MessageId!.Value)]);
        await ProveAsync(imap, "undone");
    }

    [Fact]
    public async Task What_is_refused_for_good_after_the_server_asked_for_patience_has_its_mark_taken_off()
    {
        await using var imap = await BeginAsync(Throttled);
        await imap.SyncAsync();
        imap.Server.Faults.Clear();
        Refuse(imap, Refusal);
        await ProveAsync(imap, "refused");
    }

    [Fact]
    public async Task A_mark_that_the_server_does_not_let_be_taken_off_either_is_shown_and_told()
    {
        await using var imap = await BeginAsync(Refusal);
        imap.Server.Faults.Add(Fault.Answer("UID STORE 1 -FLAGS.SILENT", Refusal) with { Repeats = true });
        (await imap.SyncAsync()).Problems.Count.ShouldBe(2);
        await imap.ShouldAgreeAsync();
        (await imap.ListAsync()).Single(m => m.Uid == 1).Flags.ShouldBe(ImapFixture.Flags("\\Deleted"));
        await imap.ShouldRestAsync();
    }

    static async Task<ImapFixture> BeginAsync(string? answer = null, string without = "", bool reopens = true)
    {
        var imap = new ImapFixture(without, stores: new InMemoryMailStoreProvider()) { Reopens = reopens };
        imap.Deliver(2);
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([await imap.IdAsync(1)], forGood: true);
        if (answer is not null) Refuse(imap, answer);
        return imap;
    }

    static void Refuse(ImapFixture imap, string answer) => imap.Server.Faults.Add(Fault.Answer("UID EXPUNGE", answer) with { Repeats = true });

    static async Task ProveAsync(ImapFixture imap, string context)
    {
        (await imap.SyncAsync()).Failure.ShouldBeNull(context);
        imap.User.Inbox.Messages.Select(m => m.Flags).ShouldBe([FlagSet.None, FlagSet.None], context);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty(context);
        await imap.ShouldAgreeAsync(context);
        await imap.ShouldRestAsync(context);
    }
}
