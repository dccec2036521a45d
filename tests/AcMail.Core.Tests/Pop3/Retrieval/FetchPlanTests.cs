using AcMail.Storage;

namespace AcMail.Core.Tests.Pop3.Retrieval;

public sealed class FetchPlanTests
{
    static readonly PopRules Rules = new(LeavePolicy.From(LeaveOnServer.Forever)) { MaximumDownloadSize = 1000 };

    static MaildropStep Step(int index, MaildropAction action, long size = 10, DropState? state = null)
    {
        var entry = new DropListingEntry(index, $"u{index}", size);
        var known = state is { } held ? new DropEntry(entry.UniqueId, held) { Size = size } : null;
        return new(entry, known, action, MaildropReason.New);
    }

    static FetchPlan Plan(
        IReadOnlyList<MaildropStep> steps, PopComparer.Comparison? compared = null, PopRules? rules = null, params IEnumerable<string> broken)
    {
        var breaks = new Breaks<string>();
        foreach (var name in broken) breaks.Add(name);
        var ledger = new MaildropLedger(steps.Select(s => s.Known).OfType<DropEntry>().ToDictionary(e => e.UniqueId), new([.. steps.Select(s => s.Entry)]));
        return FetchPlan.Of(steps, compared ?? new([], [], []), ledger, rules ?? Rules, breaks);
    }

    static string Numbers(IEnumerable<DropListingEntry> entries) => string.Join(' ', entries.Select(e => e.Index));

    [Fact]
    public void New_messages_are_fetched_whole_or_by_their_header_and_nothing_else_is()
    {
        var plan = Plan([Step(0, MaildropAction.Leave), Step(1, MaildropAction.Fetch), Step(2, MaildropAction.FetchHeader), Step(3, MaildropAction.Delete)]);
        (Numbers(plan.Whole), Numbers(plan.Headers), plan.GivenUp.Count).ShouldBe(("1", "2", 0));
    }

    [Fact]
    public void What_turned_out_to_be_another_message_or_could_not_be_proven_is_new()
    {
        var steps = Enumerable.Range(0, 4).Select(i => Step(i, MaildropAction.Compare, i % 2 == 0 ? 1000 : 1001, DropState.Downloaded)).ToList();
        var plan = Plan(steps, new([], [steps[0], steps[1]], [steps[2], steps[3]]));
        (Numbers(plan.Whole), Numbers(plan.Headers)).ShouldBe(("0 2", "1 3"));
    }

    [Fact]
    public void The_rest_of_a_message_is_fetched_where_it_was_asked_for_and_the_header_is_still_the_same()
    {
        List<MaildropStep> steps = [Step(0, MaildropAction.Compare, 5000, DropState.HeadersOnly), Step(1, MaildropAction.Compare, 5000, DropState.HeadersOnly)];
        var plan = Plan(steps, new(steps, [], []), Rules with { OnlyFetch = new HashSet<string> { "u1" } });
        (Numbers(plan.Whole), plan.Headers.Count).ShouldBe(("1", 0));
    }

    [Fact]
    public void What_may_break_the_connection_comes_last_and_what_did_so_twice_another_time()
    {
        List<MaildropStep> steps =
        [
            Step(0, MaildropAction.Fetch), Step(1, MaildropAction.Fetch, state: DropState.Seen), Step(2, MaildropAction.Fetch), Step(3, MaildropAction.Fetch),
        ];
        var plan = Plan(steps, broken: ["u0", "u2", "u2"]);
        (Numbers(plan.Whole), Numbers(plan.GivenUp)).ShouldBe(("3 1 0", "2"));
    }
}
