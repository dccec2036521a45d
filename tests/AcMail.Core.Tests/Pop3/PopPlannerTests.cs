using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Pop3;

public sealed class PopPlannerTests
{
    static readonly DateTimeOffset Now = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly PopRules NotAtAll = Rules(LeaveOnServerMode.NotAtAll);

    /// <summary>A message as it is listed, and what is known of it.</summary>
    static readonly Gen<(DropListingEntry Entry, DropEntry Known)[]> Known =
        Gen.Select(Gen.Enum<DropState>(), Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 1], Gen.Int[0, 5])
            .Select((state, size, listed, doubtful, missing, name) => (state, size, listed, doubtful, missing, name)).Array[0, 6]
            .Select(all => all.Select((m, i) => (
                new DropListingEntry(i, $"u{m.name}", m.listed),
                new DropEntry($"u{m.name}", m.state) { Size = m.size, Doubtful = m.doubtful, MissingCount = m.missing, DownloadedAt = Now, Rule = NotAtAll.Policy.Text }))
                .ToArray());

    [Fact]
    public void Only_what_is_held_beyond_doubt_under_a_name_of_its_own_is_deleted() =>
        Gen.Select(Known, Gen.Bool).Sample((messages, isComplete) =>
        {
            var ledger = messages.Select(m => m.Known).DistinctBy(k => k.UniqueId).ToDictionary(k => k.UniqueId);
            var listing = new DropListing([.. messages.Select(m => m.Entry)], isComplete);
            var steps = PopPlanner.Plan(ledger, listing, NotAtAll, Now);
            steps.Select(s => s.Entry).ShouldBe(listing.Entries);
            foreach (var step in steps)
            {
                var isCertain = isComplete && ledger[step.Entry.UniqueId] is { State: DropState.Downloaded, Doubtful: false, MissingCount: 0, Size: > 0 } known
                    && known.Size == step.Entry.Size && messages.Count(m => m.Entry.UniqueId == known.UniqueId) == 1;
                (step.Action == MaildropAction.Delete).ShouldBe(isCertain, $"{step}");
            }
        });

    [Theory]
    [InlineData(100, MaildropAction.Fetch)]
    [InlineData(101, MaildropAction.FetchHeader)]
    public void A_message_up_to_the_largest_size_is_fetched_whole(long size, MaildropAction action) =>
        Plan(NotAtAll with { MaximumDownloadSize = 100 }, [], new DropListingEntry(0, "u", size)).Single().Action.ShouldBe(action);

    [Theory]
    [InlineData(100, MaildropAction.Fetch)]
    [InlineData(101, MaildropAction.Compare)]
    public void What_is_back_after_it_was_deleted_is_fetched_where_that_is_little_and_else_compared(long size, MaildropAction action) =>
        Plan(
            NotAtAll with { MaximumDownloadSize = 100 }, [new DropEntry("u", DropState.Deleted) { MissingCount = 1, Size = size }], new DropListingEntry(0, "u", size))
            .Single().Action.ShouldBe(action);

    [Theory]
    [InlineData(7.9, MaildropAction.FetchHeader)]
    [InlineData(8, MaildropAction.Fetch)]
    public void What_the_server_is_about_to_delete_by_itself_is_fetched_whatever_its_size(double days, MaildropAction action)
    {
        var known = new DropEntry("u", DropState.Seen) { DownloadedAt = Now.AddDays(-days) };
        Plan(NotAtAll with { MaximumDownloadSize = 100, Expire = 10 }, [known], new DropListingEntry(0, "u", 200)).Single().Action.ShouldBe(action);
        // The server counts from when the message came.
        var dated = known with { DownloadedAt = Now, Date = Now.AddDays(-days) };
        Plan(NotAtAll with { MaximumDownloadSize = 100, Expire = 10 }, [dated], new DropListingEntry(0, "u", 200)).Single().Action.ShouldBe(action);
    }

    [Theory]
    [InlineData(0, 0, MaildropAction.Leave)]
    [InlineData(0, 5, MaildropAction.Leave)]
    [InlineData(5, 0, MaildropAction.Leave)]
    [InlineData(5, 5, MaildropAction.Leave)]
    [InlineData(5, 6, MaildropAction.Compare)]
    public void Another_size_is_looked_into_where_both_are_known(long known, long listed, MaildropAction action) =>
        Plan(Rules(LeaveOnServerMode.Forever), [new DropEntry("u", DropState.Downloaded) { Size = known }], new DropListingEntry(0, "u", listed))
            .Single().Action.ShouldBe(action);

    [Fact]
    public void So_many_are_compared_in_a_pass_and_nothing_else_is_held_up_by_them()
    {
        List<DropEntry> doubtful = [.. Enumerable.Range(0, PopPlanner.MostCompared + 2).Select(i => new DropEntry($"u{i}", DropState.Downloaded) { Size = 1, Doubtful = true })];
        List<DropListingEntry> listed = [.. doubtful.Select((d, i) => new DropListingEntry(i, d.UniqueId, 1)), new(doubtful.Count, "new", 1)];
        var steps = Plan(NotAtAll, doubtful, [.. listed]);
        steps.Take(PopPlanner.MostCompared).ShouldAllBe(s => s.Action == MaildropAction.Compare);
        steps.Skip(PopPlanner.MostCompared).Take(2).ShouldAllBe(s => s.Action == MaildropAction.Leave && s.Reason == MaildropReason.InDoubt);
        steps[^1].Action.ShouldBe(MaildropAction.Fetch);
    }

    [Fact]
    public void Where_one_message_is_asked_for_no_other_is_fetched_or_compared()
    {
        DropEntry[] known = [new("a", DropState.Downloaded) { Doubtful = true }, new("b", DropState.Downloaded) { Doubtful = true }];
        DropListingEntry[] listed = [new(0, "a", 1), new(1, "b", 1), new(2, "c", 1), new(3, "d", 1)];
        Plan(NotAtAll with { OnlyFetch = new HashSet<string> { "b", "d" } }, known, listed).Select(s => s.Action)
            .ShouldBe([MaildropAction.Leave, MaildropAction.Compare, MaildropAction.Leave, MaildropAction.Fetch]);
    }

    static PopRules Rules(LeaveOnServerMode mode) => new(LeavePolicy.Of([new LeaveRule(mode, 0)]));

    static IReadOnlyList<MaildropStep> Plan(PopRules rules, IEnumerable<DropEntry> known, params DropListingEntry[] listed) =>
        PopPlanner.Plan(known.ToDictionary(k => k.UniqueId), new(listed), rules, Now);
}
