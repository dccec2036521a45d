using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Mailboxes;

public sealed class MailboxPlannerTests
{
    static readonly Gen<string> Names = Gen.OneOf(((string[])["INBOX", "A", "B", "Mail", "users"]).Select(Gen.Const).ToArray()).Array[1, 3].Select(levels => string.Join('/', levels));

    /// <summary>Mailboxes that were created, renamed and deleted here, each with a name of its own.</summary>
    static readonly Gen<IReadOnlyList<MailboxStanding>> Standings = Gen.Select(Names, Names, Gen.Int[0, 3]).Array[0, 8].Select(all =>
        (IReadOnlyList<MailboxStanding>)[.. all
            .Select(m => m.Item3 switch
            {
                0 => new MailboxStanding(m.Item1, m.Item2, '/'),
                1 => new MailboxStanding(null, m.Item2, '/'),
                _ => new MailboxStanding(m.Item1, null, '/'),
            })
            .DistinctBy(s => s.Here ?? $"-{s.There}").DistinctBy(s => s.There ?? $"+{s.Here}")]);

    [Fact]
    public void What_has_a_new_name_here_lies_in_a_namespace_once_it_has_entered_it() => Standings.Sample(standings =>
    {
        var entered = MailboxPlanner.Enter(standings, ["Mail"], ["users", ""]);

        var after = standings.Select(s => s with { Here = After(s.Here, entered) }).ToList();
        after.Where(s => s.Here is not null and not "INBOX" && s.Here != s.There).ShouldAllBe(s => IsIn(s.Here!, "Mail") || IsIn(s.Here!, "users"));
        MailboxPlanner.Enter(after, ["Mail"], ["users", ""]).ShouldBeEmpty();
    });

    [Fact]
    public void What_lies_in_a_namespace_or_is_as_on_the_server_keeps_its_name() => Standings.Sample(standings =>
    {
        var entered = MailboxPlanner.Enter(standings, ["Mail"], ["users"]);

        standings.Where(s => s.Here is { } here && (here == "INBOX" || IsIn(here, "Mail") || IsIn(here, "users"))).ShouldAllBe(s => After(s.Here, entered) == s.Here);
        entered.ShouldAllBe(e => standings.Any(s => s.Here == e.Name && s.Here != s.There));
    });

    [Fact]
    public void Where_mailboxes_may_lie_at_the_top_nothing_has_to_enter() => Standings.Sample(standings =>
    {
        MailboxPlanner.Enter(standings, [""], []).ShouldBeEmpty();
        MailboxPlanner.Enter(standings, ["Mail", ""], []).ShouldBeEmpty();
        MailboxPlanner.Enter(standings, [], []).ShouldBeEmpty();
    });

    [Fact]
    public void Mailboxes_that_follow_each_other_move_from_the_end_of_their_row() =>
        Moves([new("B", "A", '/'), new("C", "B", '/'), new("D", "C", '/')], "A", "B", "C").ShouldBe(["C to D", "B to C", "A to B"]);

    [Fact]
    public void What_lies_below_comes_along_and_leaves_its_name() =>
        Moves([new("B", "A", '/'), new("A/x", null, '/')], "A", "A/x").ShouldBe(["A to B", "+A", "+A/x"]);

    static IEnumerable<string> Moves(IReadOnlyList<MailboxStanding> standings, params string[] onServer) =>
        MailboxPlanner.Plan(standings, onServer).Where(c => c.Kind != MailboxCommandKind.Subscribe).Select(c => c.NewName is null ? $"+{c.Name}" : $"{c.Name} to {c.NewName}");

    [Theory]
    [InlineData("A", null, "A", true)]
    [InlineData("A/x", null, "A", true)]
    [InlineData("A", null, "A/x", false)]
    [InlineData("AB", null, "A", false)]
    [InlineData("A", "B", "A", false)]
    [InlineData(null, "A", "A", false)]
    public void A_name_is_awaited_where_it_or_one_below_is_here_only(string? here, string? there, string name, bool isAwaited)
    {
        MailboxPlanner.IsAwaited(name, [new(here, there, '/')]).ShouldBe(isAwaited);
        MailboxPlanner.IsAwaited(name, [new("other", "old", '/'), new(here, there, '/')]).ShouldBe(isAwaited);
    }

    [Fact]
    public void What_was_subscribed_to_is_so_under_its_new_name_unless_somebody_has_chosen()
    {
        StoredMailbox[] stored = [Stored("A", "A", true), Stored("A/x", "A/x", true), Stored("Ici", "A/y", true), Stored("A/z", "A/z", false), Stored("C", "C", true)];
        var renamed = new MailboxCommand(MailboxCommandKind.Rename, "A", "B", '/', false);

        var changes = MailboxPlanner.Renamed(renamed, stored, [new("A/x", "A/x", '/') { Subscribed = false }, new("Ici", "A/y", '/')]);

        changes.OfType<MailboxRelocated>().ShouldBe([new MailboxRelocated("A", "B")]);
        changes.OfType<MailboxListed>().Select(c => (c.Name, c.Subscribed)).ShouldBe([("B", false), ("B/y", false)]);
        // What has a name of its own here keeps it.
        changes.OfType<SubscriptionChosen>().ShouldBe([new SubscriptionChosen("B", true), new SubscriptionChosen("Ici", true)]);

        static StoredMailbox Stored(string name, string there, bool isSubscribed) =>
            new(name, '/', MailboxRole.None, true, null, 0, 0) { ServerName = there, IsSubscribed = isSubscribed };
    }

    [Theory]
    [InlineData(5, 5, 3, 3, false)]
    [InlineData(5, 6, 3, 3, true)]
    // Gmail counts its chats.
    [InlineData(5, 5, 0, 7, false)]
    [InlineData(0, 5, 3, 3, false)]
    [InlineData(0, 5, 3, 4, true)]
    public void A_mailbox_that_got_something_since_it_was_looked_into_has_grown(int next, int nextNow, int exists, int existsNow, bool hasGrown)
    {
        var seen = new RemoteState(7, (uint)next, 0, exists);
        MailboxPlanner.HasGrown(seen, new(7, (uint)nextNow, 0, existsNow)).ShouldBe(hasGrown);
        MailboxPlanner.HasGrown(seen, new(8, (uint)nextNow, 0, existsNow)).ShouldBeTrue();
        MailboxPlanner.HasGrown(seen, null).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, new uint[0], new uint[0], true)]
    [InlineData(2, new uint[] { 3, 4 }, new uint[] { 3, 4, 9 }, true)]
    [InlineData(2, new uint[] { 3, 4 }, new uint[] { 3 }, false)]
    [InlineData(2, new uint[] { 3 }, new uint[] { 3 }, false)]
    [InlineData(0, new uint[] { 3 }, new uint[0], false)]
    [InlineData(1, new uint[0], new uint[0], false)]
    public void A_mailbox_is_deleted_where_all_that_it_counts_and_lists_was_deleted_here(int exists, uint[] listed, uint[] left, bool holdsOnly) =>
        MailboxPlanner.HoldsOnly(new(7, 10, 0, exists), UidSet.Of(listed), left).ShouldBe(holdsOnly);

    [Fact]
    public void A_mailbox_that_was_created_is_subscribed_to_unless_somebody_has_chosen()
    {
        var created = new MailboxCommand(MailboxCommandKind.Create, "A", null, '/', Subscribed: true);
        var listed = new MailboxListed("A", '/', MailboxRole.None, true);
        MailboxStanding undecided = new("A", null, '/'), chosen = undecided with { Subscribed = false }, other = chosen with { Here = "B" };
        StoreChange[] subscribed = [listed with { Subscribed = false }, new SubscriptionChosen("A", true)];

        MailboxPlanner.Created(created, [undecided, other]).ShouldBe(subscribed);
        MailboxPlanner.Created(created, [chosen, other]).ShouldBe([listed]);
        MailboxPlanner.Created(created with { Subscribed = false }, [undecided]).ShouldBe([listed]);
    }

    [Fact]
    public void Nobody_subscribes_for_a_choice_that_is_not_made_any_more()
    {
        var implied = new MailboxCommand(MailboxCommandKind.Subscribe, "A", null, '/', Subscribed: true) { IsImplied = true };
        var chosen = new MailboxStanding("A", "A", '/') { Subscribed = true };

        MailboxPlanner.IsSettled(implied, [chosen]).ShouldBeFalse();
        MailboxPlanner.IsSettled(implied, [chosen with { Subscribed = false }]).ShouldBeTrue();
        MailboxPlanner.IsSettled(implied, [chosen with { There = "B" }]).ShouldBeTrue();
        MailboxPlanner.IsSettled(implied with { IsImplied = false }, []).ShouldBeFalse();
    }

    [Fact]
    public void What_a_refused_renaming_would_have_taken_along_stays_as_it_was()
    {
        var refused = new MailboxCommand(MailboxCommandKind.Rename, "A", "B", '/', false);
        MailboxStanding[] standings = [new("B", "A", '/'), new("B/x", "A/x", '/'), new("C", "A/y", '/'), new("B/z", "D", '/'), new("B/new", null, '/')];

        MailboxPlanner.TakenBack(refused, standings).ShouldBe(["A", "A/x"]);
        MailboxPlanner.Follows(refused with { Name = "B/x" }, refused).ShouldBeTrue();
        MailboxPlanner.Follows(refused with { Name = "B" }, refused).ShouldBeTrue();
        MailboxPlanner.Follows(refused with { Name = "BB" }, refused).ShouldBeFalse();
        MailboxPlanner.Follows(refused with { Name = "A" }, refused).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_is_created_before_what_is_above_it_nor_where_it_is_already() => Standings.Sample(standings =>
    {
        var created = standings.Where(s => s.There is null).ToList();
        var there = new HashSet<string>(["INBOX", "Mail"]);
        foreach (var command in MailboxPlanner.Plan(created, there).Where(c => !there.Contains(c.Name)))
        {
            MailboxNames.Parents(command.Name, '/').ShouldAllBe(p => there.Contains(p));
            there.Add(command.Name);
        }

        created.ShouldAllBe(s => there.Contains(s.Here!));
    });

    [Theory]
    [InlineData("Cours", "Cours", "", "Cours")]
    [InlineData("Cours", "cours Cours", "", "Cours")]
    [InlineData("Élèves", "Autres E\u0301le\u0300ves", "", "E\u0301le\u0300ves")]
    [InlineData("_Cours_", "Cours", "", "Cours")]
    [InlineData("cours", "Cours", "Cours", null)]
    [InlineData("cours", "Cours COURS", "", null)]
    [InlineData("cours", "Cours COURS", "COURS", "Cours")]
    [InlineData("Cours", "Autres", "", null)]
    [InlineData("Cours", "", "", null)]
    public void What_a_server_calls_a_new_mailbox_is_new_there_and_alike(string name, string there, string known, string? spelling) =>
        MailboxPlanner.Spelling(name.Replace('_', ' '), there.Split(' ').ToHashSet(), known.Split(' ')).ShouldBe(spelling);

    static bool IsIn(string name, string space) => name == space || name.StartsWith($"{space}/", StringComparison.Ordinal);

    static string? After(string? name, IReadOnlyList<MailboxRenamed> entered) =>
        name is not null && entered.FirstOrDefault(e => IsIn(name, e.Name)) is { } renamed ? renamed.NewName + name[renamed.Name.Length..] : name;
}
