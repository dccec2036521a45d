using CsCheck;

namespace AcMail.Core.Tests.Messages.Threads;

public sealed class ThreadPlannerTests
{
    [Fact]
    public void Each_message_hangs_below_the_nearest_that_is_held_of_those_above_it() =>
        Gen.Select(Letters.History, Gen.Bool.Array[30]).Sample((history, kept) =>
        {
            var held = history.Where((_, i) => kept[i]).ToList();
            var ids = held.Select(m => m.Headers.MessageId).ToHashSet();
            foreach (var node in Nodes(held))
            {
                var above = node.References.LastOrDefault(ids.Contains);
                if (above is not null) node.Parent!.Headers.MessageId.ShouldBe(above);
                else if (node.Parent is { } sibling) sibling.References[0].ShouldBe(node.References[0]);
            }
        });

    [Fact]
    public void The_order_in_which_messages_are_found_does_not_matter() => Gen.Select(Letters.Chaos, Gen.Int).Sample((letters, seed) =>
        Describe(letters) == Describe(letters.OrderBy(m => HashCode.Combine(m.Id, seed))));

    [Fact]
    public void Every_message_is_in_one_conversation_whatever_it_claims_to_answer() => Letters.Chaos.Sample(letters =>
    {
        var told = ThreadPlanner.Arrange(letters).Select(r => ThreadPlanner.Describe(r.Flatten())).SelectMany(t => t.Everywhere()).ToList();
        told.Select(m => m.Id).Order().ShouldBe(letters.Select(m => m.Id));
    });

    [Fact]
    public void Nobody_ties_together_what_others_wrote() =>
        Gen.Select(Letters.History, Gen.Int[1, 40].Array[0, 20]).Sample((history, claims) =>
        {
            var hostile = Letters.Of(99, "99@x", string.Join(' ', claims.Select(c => $"{c}@x")), "hostile", 0);
            var before = Partition(history);
            var after = Partition([.. history, hostile]).Select(t => t.Replace("99 ", "", StringComparison.Ordinal));
            after.Where(t => t.Length > 0).Order().ShouldBe(before.Order());
        });

    [Fact]
    public void Of_messages_that_answer_each_other_in_a_circle_the_oldest_is_first() => Tree(
        Letters.Of(1, "a", "c"), Letters.Of(2, "b", "a"), Letters.Of(3, "c", "b"), Letters.Of(4, "d", "d")).ShouldBe(["1", " 2", "  3", "4"]);

    [Fact]
    public void Answers_to_a_message_that_is_not_held_belong_together() =>
        Tree(Letters.Of(1, "a", "gone x"), Letters.Of(2, "b", "gone"), Letters.Of(3, "c", "b"), Letters.Of(4, "d", "other")).ShouldBe(["1", " 2", "  3", "4"]);

    [Fact]
    public void Copies_are_one_message_and_another_message_of_the_same_id_is_not()
    {
        var copy = Letters.Of(2, "a", day: 0, mailbox: "All");
        var thread = ThreadPlanner.Describe(ThreadPlanner.Find(ThreadPlanner.Arrange([Letters.Of(1, "a", day: 0), copy, Letters.Of(3, "a", day: 1)]), 2));
        thread.Messages.ShouldHaveSingleItem().Copies.ShouldBe([copy]);
        Tree(Letters.Of(1, "a", day: 0), Letters.Of(3, "a", day: 1), Letters.Of(4, "b", "a", day: 2)).ShouldBe(["1", " 4", "3"]);
    }

    [Fact]
    public void Messages_without_a_Message_ID_or_a_date_are_not_taken_for_one()
    {
        var scan = Scan(1, 0, 500);
        Tree(scan, Scan(2, 1, 500), Scan(3, 0, 501)).ShouldBe(["1", "3", "2"]);
        Tree(scan, scan with { Id = 2, Mailbox = "All" }).ShouldBe(["1"]);
        Tree(Letters.Of(1, "", subject: "s", day: 0), Letters.Of(2, "", subject: "s", day: 0) with { Size = 7 }).Count().ShouldBe(2);

        static MessageInfo Scan(long id, double day, long size) =>
            new(id, "INBOX", (uint)id, default, Letters.Start.AddDays(day), size, new("Scan", "copieur@x", "", "", null, ""));
    }

    [Theory]
    [InlineData("RE : Sortie", 30, true)]
    [InlineData("TR : [liste] sortie", 1, true)]
    [InlineData("Réf : Sortie", 0.5, true)]
    [InlineData("Re: Sortie", 30.5, false)]
    [InlineData("Re: Sortie", -1, false)]
    [InlineData("Sortie", 1, false)]
    [InlineData("Re: Autre sortie", 1, false)]
    public void A_reply_that_refers_to_nothing_is_joined_by_its_subject_for_30_days(string subject, double day, bool joined) =>
        Tree(Letters.Of(1, "a", "", "[liste] Sortie", 0), Letters.Of(2, "b", "gone", subject, day)).Contains(" 2").ShouldBe(joined);

    [Fact]
    public void A_reply_is_joined_to_what_was_begun_last() => Tree(
        Letters.Of(1, "a", "", "Point", 0), Letters.Of(2, "b", "", "Re: Point", 1), Letters.Of(3, "c", "", "Point", 2), Letters.Of(4, "d", "", "Re: Point", 3),
        Letters.Of(5, "e", "", "Re: Point", 32), Letters.Of(6, "f", "", "Re: Point", 63)).ShouldBe(["1", " 2", "3", " 4", " 5", "6"]);

    [Fact]
    public void Messages_without_a_subject_are_not_joined() => Tree(
        Letters.Of(1, "a", "", "", 0), Letters.Of(2, "b", "", "Re:", 1), Letters.Of(3, "c", "", "Re: ", 2)).ShouldBe(["1", "2", "3"]);

    static List<ThreadNode> Nodes(IEnumerable<MessageInfo> letters) => [.. ThreadPlanner.Arrange(letters).SelectMany(r => r.Flatten()).Select(f => f.Node)];

    static IEnumerable<string> Tree(params IEnumerable<MessageInfo> letters) =>
        ThreadPlanner.Arrange(letters).SelectMany(r => r.Flatten()).Select(f => new string(' ', f.Depth) + f.Node.Copies[0].Id);

    static string Describe(IEnumerable<MessageInfo> letters) => string.Join('\n', Tree(letters));

    static IEnumerable<string> Partition(IEnumerable<MessageInfo> letters) =>
        ThreadPlanner.Arrange(letters).Select(r => string.Concat(r.Flatten().Select(f => f.Node.Copies[0].Id).Order().Select(id => $"{id} ")));
}
