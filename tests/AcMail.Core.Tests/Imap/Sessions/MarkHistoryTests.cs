using System.Globalization;
using AcMail.Testing;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>
/// Random histories of marks here, another client's changes, passes, cuts and kills. Once the faults stop, both sides agree after one pass, the next
/// does nothing, and a flag that only one side touched since the last whole pass is as that side left it. <c>ACMAIL_HISTORIES</c> sets how many.
/// </summary>
public sealed class MarkHistoryTests
{
    const int Messages = 3;
    static readonly string[] Names = ["\\Seen", "\\Flagged", "k1", "k2"];
    static readonly int Histories = int.TryParse(
        Environment.GetEnvironmentVariable("ACMAIL_HISTORIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 25;

    static readonly Gen<Step> Steps = Gen.Frequency(
        (6, Gen.Select(Gen.Int[1, Messages], Gen.Int[0, 3], Gen.Bool, (uid, flag, set) => new Step(StepKind.Mark, uid, flag, set))),
        (6, Gen.Select(Gen.Int[1, Messages], Gen.Int[0, 3], Gen.Bool, (uid, flag, set) => new Step(StepKind.Remote, uid, flag, set))),
        (3, Gen.Const(new Step(StepKind.Sync, 0, 0, false))),
        (2, Gen.Select(Gen.Int[1, 6], Gen.Bool, (at, before) => new Step(StepKind.Kill, at, 0, before))),
        (2, Gen.Select(Gen.Int[1, 14], Gen.Bool, (line, before) => new Step(StepKind.Cut, line, 0, before))));

    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task No_change_of_a_flag_is_lost(string without) =>
        Gen.Select(Steps.Array[1, 25], Gen.Const(without)).SampleAsync((steps, rung) => RunAsync(steps, rung), iter: Histories, threads: 1);

    static async Task RunAsync(Step[] steps, string without)
    {
        await using var imap = new ImapFixture(without) { Reopens = false };
        imap.Deliver(Messages);
        await imap.SyncWellAsync();
        var here = new Dictionary<(int, int), bool>();
        var there = new Dictionary<(int, int), bool>();
        foreach (var step in steps)
        {
            switch (step.Kind)
            {
                case StepKind.Mark:
                    await imap.MarkAsync(await imap.IdAsync((uint)step.Number), step.Yes ? Names[step.Flag] : "", step.Yes ? "" : Names[step.Flag]);
                    here[(step.Number, step.Flag)] = step.Yes;
                    break;
                case StepKind.Remote:
                    var flags = imap.User.Inbox.Messages[step.Number - 1].Flags;
                    imap.User.Inbox.SetFlags((uint)step.Number, step.Yes ? flags.With(Names[step.Flag]) : flags.Without(Names[step.Flag]));
                    // To say again what is so already is no change.
                    if (flags.Contains(Names[step.Flag]) != step.Yes) there[(step.Number, step.Flag)] = step.Yes;
                    break;
                case StepKind.Kill:
                    imap.Stores.KillAt(step.Number, step.Yes);
                    await imap.SyncIfPossibleAsync();
                    await imap.RestartAsync();
                    break;
                case StepKind.Cut:
                    var point = step.Yes ? FaultPoint.BeforeLine(WireDirection.ToServer, step.Number) : FaultPoint.AfterLine(WireDirection.ToServer, step.Number);
                    imap.Server.Faults.Add(Fault.Cut(point));
                    await imap.SyncAsync();
                    imap.Server.Faults.Clear();
                    break;
                default:
                    await imap.SyncWellAsync();
                    Judge(imap, here, there);
                    break;
            }
        }

        await imap.SyncWellAsync();
        Judge(imap, here, there);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    static void Judge(ImapFixture imap, Dictionary<(int, int), bool> here, Dictionary<(int, int), bool> there)
    {
        foreach (var ((uid, flag), set) in here.Where(h => !there.ContainsKey(h.Key)).Concat(there.Where(t => !here.ContainsKey(t.Key))))
            imap.User.Inbox.Messages[uid - 1].Flags.Contains(Names[flag]).ShouldBe(set, $"message {uid} {Names[flag]}");
        here.Clear();
        there.Clear();
    }

    enum StepKind
    {
        Mark,
        Remote,
        Sync,
        Kill,
        Cut,
    }

    sealed record Step(StepKind Kind, int Number, int Flag, bool Yes);
}
