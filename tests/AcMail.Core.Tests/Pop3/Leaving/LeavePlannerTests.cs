using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Pop3.Leaving;

public sealed class LeavePlannerTests
{
    static readonly DateTimeOffset Now = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);

    static readonly Gen<LeaveRule> GenRule = Gen.Select(Gen.Enum<LeaveOnServerMode>(), Gen.Long[1, 60])
        .Select((mode, amount) => new LeaveRule(mode, mode is LeaveOnServerMode.Forever or LeaveOnServerMode.NotAtAll or LeaveOnServerMode.UntilDeletedLocally ? 0 : amount));

    static readonly Gen<LeavePlanner.Candidate[]> GenHeld = Gen.Select(Gen.Int[0, 80], Gen.Int[0, 80], Gen.Long[1, 20]).Array[0, 12].Select(messages =>
        messages.Select((m, i) => new LeavePlanner.Candidate(
            new(i, $"u{i}", m.Item3),
            new($"u{i}", DropState.Downloaded) { DownloadedAt = Now.AddDays(-m.Item1), Date = m.Item2 == 80 ? null : Now.AddDays(-m.Item2), Size = m.Item3 })).ToArray());

    [Fact]
    public void A_message_goes_only_where_every_rule_alone_lets_it_go() =>
        Gen.Select(GenRule.Array[1, 4], GenHeld, Gen.Int[0, 12]).Sample((rules, held, discarded) =>
        {
            var gone = Enumerable.Range(0, discarded).Select(i => $"u{i}").ToHashSet();
            var listing = new DropListing([.. held.Select(h => h.Entry)]);
            var together = LeavePlanner.Judge(LeavePolicy.Of(rules), held, listing, gone, Now);
            var alone = rules.Select(r => LeavePlanner.Judge(LeavePolicy.Of([r]), held, listing, gone, Now)).ToList();
            foreach (var (index, reason) in together)
            {
                (reason == MaildropReason.Due).ShouldBe(alone.All(a => a[index] == MaildropReason.Due));
                if (reason != MaildropReason.Due) alone.ShouldContain(a => a[index] == reason);
            }
        });

    [Fact]
    public void Each_rule_keeps_what_it_says() =>
        Gen.Select(GenRule, GenHeld, Gen.Int[0, 12]).Sample((rule, held, discarded) =>
        {
            var gone = Enumerable.Range(0, discarded).Select(i => $"u{i}").ToHashSet();
            var verdicts = LeavePlanner.Judge(LeavePolicy.Of([rule]), held, new([.. held.Select(h => h.Entry)]), gone, Now);
            var kept = held.Where(h => verdicts[h.Entry.Index] != MaildropReason.Due).ToList();
            switch (rule.Mode)
            {
                case LeaveOnServerMode.Forever: kept.Count.ShouldBe(held.Length); break;
                case LeaveOnServerMode.NotAtAll: kept.ShouldBeEmpty(); break;
                case LeaveOnServerMode.ForDays: kept.ShouldBe(held.Where(h => Now - h.Known.DownloadedAt < TimeSpan.FromDays(rule.Amount))); break;
                case LeaveOnServerMode.ForDaysSinceDate:
                    kept.ShouldBe(held.Where(h => Now - (h.Known.Date ?? h.Known.DownloadedAt) < TimeSpan.FromDays(rule.Amount)));
                    break;
                case LeaveOnServerMode.Newest:
                    kept.Count.ShouldBe((int)Math.Min(rule.Amount, held.Length));
                    if (kept.Count > 0) held.Except(kept).ShouldAllBe(h => h.Known.DownloadedAt <= kept.Min(k => k.Known.DownloadedAt));
                    break;
                case LeaveOnServerMode.UntilDeletedLocally: kept.ShouldBe(held.Where(h => !gone.Contains(h.Known.UniqueId))); break;
                default:
                    var left = kept.Sum(k => k.Entry.Size);
                    left.ShouldBeLessThanOrEqualTo(rule.Amount);
                    var last = held.Except(kept).OrderBy(h => h.Known.DownloadedAt).ThenBy(h => h.Known.Date ?? h.Known.DownloadedAt).ThenBy(h => h.Entry.Index).LastOrDefault();
                    if (last != default) (left + last.Entry.Size).ShouldBeGreaterThan(rule.Amount);
                    break;
            }
        });

    [Theory]
    [InlineData(60, 3)]
    [InlineData(59, 2)]
    [InlineData(50, 2)]
    [InlineData(30, 1)]
    [InlineData(29, 0)]
    public void What_fits_to_the_last_byte_stays(int limit, int kept)
    {
        var held = new[] { 10, 20, 30 }.Select((size, i) => new LeavePlanner.Candidate(
            new(i, $"u{i}", size), new($"u{i}", DropState.Downloaded) { DownloadedAt = Now.AddDays(i - 9), Size = size })).ToArray();
        var verdicts = LeavePlanner.Judge(
            LeavePolicy.Of([new(LeaveOnServerMode.BelowSize, limit)]), held, new([.. held.Select(h => h.Entry)]), new HashSet<string>(), Now);
        held.Count(h => verdicts[h.Entry.Index] != MaildropReason.Due).ShouldBe(kept);
    }

    [Fact]
    public void A_policy_is_what_its_text_says() =>
        GenRule.Array[1, 4].Sample(rules =>
        {
            var policy = LeavePolicy.Of(rules);
            var parsed = LeavePolicy.Parse(policy.Text);
            parsed.ShouldBe(policy);
            parsed.Rules.ShouldBe(policy.Rules);
        });

    [Theory]
    [InlineData("")]
    [InlineData("Whatever 5")]
    [InlineData("ForDays x")]
    [InlineData("NotAtAll+Newer 3")]
    public void A_text_of_another_version_lets_nothing_go(string text) => LeavePolicy.Parse(text).Rules.ShouldHaveSingleItem().Mode.ShouldBe(LeaveOnServerMode.Forever);
}
