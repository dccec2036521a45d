using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Convergence;

/// <summary>
/// Random histories of what is done here and by another client, between passes and in the middle of one, of cuts, lost replies and kills. Once nothing goes
/// wrong any more, one pass makes both sides equal, a second does nothing, and no message is lost or doubled. <c>ACMAIL_HISTORIES</c> sets how many for each
/// server.
/// </summary>
public sealed class ConvergenceTests
{
    /// <summary>What is renamed goes out of sight, or comes into it.</summary>
    internal static readonly string[] Excluded = ["Archives", "Local1*", "Remote1", "R*", "S*"];

    public static TheoryData<string> RungsAndIdentities => [.. Rungs.SelectMany(r => (string[])[r.Data, $"{r.Data},OBJECTID".TrimStart(',')])];

    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs.Concat(ImapFixture.TransferRungs).Distinct()];

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task Both_sides_end_equal_on_every_rung(string without) =>
        HistoryStep.Histories.SampleAsync(steps => RunAsync(steps, without, null), iter: Histories.Asked ?? 180, threads: 1, print: Print);

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task Both_sides_end_equal_where_a_pass_goes_on_over_another_connection(string without) =>
        HistoryStep.Histories.SampleAsync(steps => RunAsync(steps, without, null, reopens: true), iter: Histories.Asked ?? 80, threads: 1, print: Print);

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task Both_sides_end_equal_once_mailboxes_are_mirrored_that_were_not(string without) =>
        HistoryStep.Histories.SampleAsync(steps => RunAsync(steps, without, null, excluded: Excluded), iter: Histories.Asked ?? 80, threads: 1, print: Print);

    [Theory]
    [MemberData(nameof(RungsAndIdentities))]
    public Task Both_sides_end_equal_whatever_is_kept_here_meanwhile(string without) =>
        HistoryStep.Histories.SampleAsync(steps => RunAsync(steps, without, null, varies: true), iter: Histories.Asked ?? 50, threads: 1, print: Print);

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task Both_sides_end_equal_though_the_index_is_made_anew_from_the_packs(string without) =>
        HistoryStep.Histories.SampleAsync(steps => RunAsync(steps, without, null, onDisk: true), iter: Histories.Asked ?? 20, threads: 1, print: Print);

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task Whatever_has_happened_the_account_can_be_moved_over_to_another_server(string without) =>
        HistoryStep.Histories.SampleAsync(
            async steps =>
            {
                await using var history = new History(without, reopens: true, inboxFirst: false, keepsConnection: false, varies: false, onDisk: false);
                (await history.Imap.SyncAsync()).EnsureSuccess();
                await history.LiveAsync(steps);
                await history.ShouldMoveOverAsync();
            },
            iter: Histories.Asked ?? 10, threads: 1, print: Print);

    internal static async Task RunAsync(
        HistoryStep[] steps, string without, ImapMisbehaviour? misbehaviour, bool reopens = false, bool varies = false, bool onDisk = false,
        params string[] excluded)
    {
        var (inboxFirst, keepsConnection) = (steps.Length % 2 == 0, steps.Length / 2 % 2 == 0);
        await using var history = new History(without, reopens, inboxFirst, keepsConnection, varies, onDisk, excluded)
        {
            MayDouble = misbehaviour is { } one && MisbehaviourConvergenceTests.Doubling.Contains(one), Misbehaves = misbehaviour is not null,
            NamesOddly = misbehaviour is ImapMisbehaviour.NamesCaseless or ImapMisbehaviour.NamesComposed or ImapMisbehaviour.NamesTrimmed,
        };
        if (varies) await history.KeepOtherwiseAsync(steps[^1]);
        (await history.Imap.SyncAsync()).EnsureSuccess();
        if (misbehaviour is { } wrong) history.Imap.Misbehave(p => p.Misbehaving(wrong));
        await history.LiveAsync(steps);
        await history.ShouldConvergeAsync(TimeSpan.FromHours(misbehaviour is null ? 2 : 8 * 24));
    }

    internal static string Print(HistoryStep[] steps) => string.Join(", ", steps.Select(s => s.ToString()));
}
