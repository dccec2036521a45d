using AcMail.Core.Tests.Support;
using AcMail.Testing;
using CsCheck;

namespace AcMail.Core.Tests.Pop3.Convergence;

/// <summary>
/// Random histories of one POP3 account: what is done here and by another client, in the middle of a pass too, days that pass, rules that change, cuts, lost
/// replies, kills and rebuilds, at servers that lack something or misbehave. <c>ACMAIL_HISTORIES</c> sets how many for each server.
/// </summary>
public sealed class PopConvergenceTests
{
    /// <summary>
    /// Where sizes are wrong or missing when the names change, or TOP gave out more than the header, nobody can tell that it is the same message; nor whether
    /// what is there under another name came again or was never deleted.
    /// </summary>
    static readonly Pop3Misbehaviour[] Doubling =
    [
        Pop3Misbehaviour.WrongSizes, Pop3Misbehaviour.ShortList, Pop3Misbehaviour.TopSendsAll, Pop3Misbehaviour.QuitForgetsDeletions,
        Pop3Misbehaviour.ChangedUidl,
    ];

    static readonly Dictionary<string, Func<Pop3Profile, Pop3Profile>> Profiles = new()
    {
        ["everything"] = p => p,
        ["no PIPELINING"] = p => p.Without("PIPELINING"),
        ["no UIDL"] = p => p.Without("UIDL"),
        ["no TOP"] = p => p.Without("TOP"),
        ["neither UIDL nor TOP"] = p => p.Without("UIDL", "TOP"),
        ["neither UIDL nor PIPELINING"] = p => p.Without("UIDL", "PIPELINING"),
        ["a busy webmail"] = p => p with { RefusesRemoved = true },
        ["EXPIRE"] = p => p with { ExpireDays = 12 },
        ["LOGIN-DELAY"] = p => p with { LoginDelay = TimeSpan.FromMinutes(5) },
    };

    public static TheoryData<string> Servers => [.. Profiles.Keys];

    /// <summary>All but one that costs five seconds in each pass.</summary>
    public static TheoryData<Pop3Misbehaviour> Misbehaviours => [.. Enum.GetValues<Pop3Misbehaviour>().Except([Pop3Misbehaviour.LostPipeline])];

    [Theory]
    [MemberData(nameof(Servers))]
    public Task Nothing_is_lost_or_doubled_and_nothing_leaves_the_server_against_the_rule(string server) =>
        PopHistoryStep.Histories.SampleAsync(steps => RunAsync(steps, Profiles[server]), iter: Histories.Asked ?? 20, threads: 1, print: Print);

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public Task Nothing_is_lost_or_doubled_whatever_a_server_did_for_a_while(Pop3Misbehaviour misbehaviour) =>
        PopHistoryStep.Histories.SampleAsync(steps => RunAsync(steps, p => p, misbehaviour), iter: Histories.Asked ?? 7, threads: 1, print: Print);

    [Fact]
    public Task Whatever_has_happened_the_account_can_be_moved_over_to_IMAP() =>
        PopHistoryStep.Histories.SampleAsync(
            async steps =>
            {
                await using var history = new PopHistory(p => p);
                await LiveAsync(history, steps, null);
                await history.ShouldMoveOverAsync();
            },
            iter: Histories.Asked ?? 30, threads: 1, print: Print);

    static async Task RunAsync(PopHistoryStep[] steps, Func<Pop3Profile, Pop3Profile> profile, Pop3Misbehaviour? misbehaviour = null)
    {
        await using var history = new PopHistory(profile)
        {
            MayDouble = misbehaviour is { } one && Doubling.Contains(one), Misbehaves = misbehaviour is not null,
        };
        await LiveAsync(history, steps, misbehaviour);
        await history.ShouldConvergeAsync();
    }

    static async Task LiveAsync(PopHistory history, PopHistoryStep[] steps, Pop3Misbehaviour? misbehaviour)
    {
        await history.KeepOtherwiseAsync(steps[^1]);
        await history.BeginAsync();
        var profile = history.Pop.Profile;
        // A server that never gives out more than the header is not found to be wrong, but has no such message.
        var repetition = misbehaviour == Pop3Misbehaviour.HeaderAlone ? Repetition.Once : Repetition.Always;
        if (misbehaviour is { } wrong) history.Pop.Profile = profile.Misbehaving(wrong, repetition);
        await history.LiveAsync(steps);
        history.Pop.Profile = profile;
    }

    static string Print(PopHistoryStep[] steps) => string.Join(", ", steps.Select(s => s.ToString()));
}
