using System.Text;
using AcMail.Storage;
using AcMail.Testing;
using CsCheck;

namespace AcMail.Core.Tests.Migration;

public sealed class MigrationPlannerTests
{
    const uint Validity = 7;

    static readonly string[] Local = ["INBOX", "Eleves", "Sent"], Server = ["INBOX", "Eleves", "Envoyes"];

    static readonly MigrationRoutes Routes = new(
        new Dictionary<string, string> { ["INBOX"] = "INBOX", ["Eleves"] = "Eleves", ["Sent"] = "Envoyes" }, ["Envoyes"], '/', "INBOX");

    /// <summary>Few contents in few mailboxes, so that they meet: what is held, what the server has, and what of that is known to be held.</summary>
    static readonly Gen<(List<LocalMessage> Local, List<FoundMessage> Found)> Cases = Gen.Select(
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 4]).List[0, 8], Gen.Select(Gen.Int[0, 2], Gen.Int[0, 6]).List[0, 8], (held, there) =>
        {
            List<LocalMessage> local = [.. held.Select((h, i) => new LocalMessage(i + 1, Local[h.Item1], Key(h.Item2), 10, $"{h.Item2}", false))];
            List<FoundMessage> found = [.. there.Select((t, i) => new FoundMessage(
                Server[t.Item1 % 2], Validity, new((uint)i + 1, default, 0, DateTimeOffset.UnixEpoch, 10, "", $"{t.Item2}"),
                local.Exists(l => l.Content == Key(t.Item2)) ? Key(t.Item2) : null))];
            return (local, found);
        });

    [Fact]
    public void Each_message_held_is_one_of_the_server_at_most_and_none_is_two() => Cases.Sample(c =>
    {
        var matched = MigrationPlanner.Match(Routes, c.Local, c.Found);
        matched.Select(m => m.Message).ShouldBe(c.Local);
        var used = matched.Where(m => m.At is not null).ToList();
        used.Select(m => (m.At!.Mailbox, m.At.Details.Uid)).ShouldBeUnique();
        used.ShouldAllBe(m => m.At!.Content == m.Message.Content);
        // As many of each content are linked as both sides have.
        foreach (var content in c.Local.Select(l => l.Content).Distinct())
            used.Count(m => m.Message.Content == content)
                .ShouldBe(Math.Min(c.Local.Count(l => l.Content == content), c.Found.Count(f => f.Content == content)));
        matched.ShouldAllBe(m => m.At == null || m.Target == m.At.Mailbox || m.At.Mailbox == "INBOX");
        matched.ShouldAllBe(m => m.At != null || m.Target == Routes.Targets[m.Message.Mailbox]);
    });

    [Fact]
    public void The_plan_counts_every_message_once() => Cases.Sample(c =>
    {
        var plan = MigrationPlanner.Tell("pro", Routes, MigrationPlanner.Match(Routes, c.Local, c.Found), c.Found);
        var linked = plan.Mailboxes.Sum(m => m.Linked);
        (linked + plan.Mailboxes.Sum(m => m.Downloads)).ShouldBe(c.Found.Count);
        var paired = MigrationPlanner.Match(Routes, c.Local, c.Found).Where(m => m.At is not null).ToList();
        plan.Mailboxes.Sum(m => m.Uploads).ShouldBe(c.Local.Count - paired.Count);
        plan.Mailboxes.Sum(m => m.Moved).ShouldBe(paired.Count(m => m.At!.Mailbox != m.Target));
        plan.Mailboxes.ShouldAllBe(m => m.IsNew || m.Linked + m.Moved + m.Uploads + m.Downloads > 0);
        plan.Mailboxes.Count(m => m.IsNew).ShouldBe(1);
        plan.Mailboxes.Sum(m => m.Alike).ShouldBe(0);
        plan.Incomplete.ShouldBeEmpty();
    });

    [Fact]
    public Task The_commit_keeps_every_message_under_its_id_and_knows_every_message_of_the_server_that_is_held() => Cases.SampleAsync(async c =>
    {
        await using var store = await new InMemoryMailStoreProvider().OpenAsync("pro");
        var ids = new List<long>();
        foreach (var message in c.Local)
        {
            await store.Content.AppendAsync(Bytes(message.Content), new(message.Mailbox, 0, 0, default, default, ""));
            ids.AddRange(await store.CommitAsync(
                [new MessageFiled(message.Mailbox, MailboxRole.None, message.Content, default, default, MessageHeaders.None)]));
        }

        var local = c.Local.Zip(ids, (m, id) => m with { Id = id }).ToList();
        var matched = MigrationPlanner.Match(Routes, local, c.Found);
        StoreChange[] changes = [.. MigrationPlanner.Fold(Routes, matched, c.Found)];
        await store.CommitAsync(changes);

        var known = c.Found.Where(f => f.Content is not null).ToList();
        var held = await store.Reader.QueryAsync(new()).ToListAsync();
        held.Select(m => m.Id).Intersect(ids).Count().ShouldBe(ids.Count);
        held.Count.ShouldBe(ids.Count + known.Count - matched.Count(m => m.At is not null));
        foreach (var mailbox in Server.Take(2))
            (await store.Reader.GetUidsAsync(mailbox, Validity)).ShouldBe(UidSet.Of(known.Where(f => f.Mailbox == mailbox).Select(f => f.Details.Uid)));
        foreach (var (message, target, _) in matched) (await store.Reader.FindAsync(message.Id))!.Info.Mailbox.ShouldBe(target);
        // What nothing was found for is looked for before it is sent, but where there is no mailbox yet.
        var transfers = await store.Sync.GetTransfersAsync();
        foreach (var (message, target, _) in matched.Where(m => m.At is null))
            transfers.Single(t => t.Message!.Id == message.Id).ShouldSatisfyAllConditions(
                t => t.Target.ShouldBe(target), t => (t.Attempt?.Mailbox).ShouldBe(target == "Envoyes" ? null : target), t => t.Source.ShouldBeNull());
        (await LocalMail.FindAsync(store, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    });

    [Fact]
    public void Of_what_only_the_header_is_held_and_the_server_has_nothing_nothing_can_be_made()
    {
        List<LocalMessage> local = [new(3, "INBOX", Key(0), 90, "a", true), new(4, "INBOX", Key(1), 90, "b", true)];
        List<FoundMessage> found = [new("INBOX", Validity, new(9, default, 0, default, 90, "", "b"), Key(1))];
        var matched = MigrationPlanner.Match(Routes, local, found);
        var plan = MigrationPlanner.Tell("pro", Routes, matched, found);
        plan.Incomplete.ShouldBe([3]);
        plan.Mailboxes.Sum(m => m.Uploads).ShouldBe(0);
        // The rest of the other is on the server.
        MigrationPlanner.Fold(Routes, matched, found).OfType<MessageAdded>().Single().HeaderOf.ShouldBe(new(ImapPlaces.Name("INBOX", Validity, 9), 90));
    }

    [Fact]
    public void What_the_server_has_in_other_bytes_is_told()
    {
        List<LocalMessage> local = [new(3, "INBOX", Key(0), 10, "a", false)];
        List<FoundMessage> found = [new("INBOX", Validity, new(9, default, 0, default, 12, "", "a"), null)];
        var inbox = MigrationPlanner.Tell("pro", Routes, MigrationPlanner.Match(Routes, local, found), found).Mailboxes.Single(m => m.Name == "INBOX");
        (inbox.Uploads, inbox.Downloads, inbox.Alike).ShouldBe((1, 1, 1));
    }

    [Fact]
    public void What_may_be_a_message_that_is_not_given_out_is_looked_for_where_that_is_and_all_else_where_it_belongs()
    {
        var failure = MigrationFailures.NotGivenOut("INBOX", 9, null);
        List<LocalMessage> local = [new(3, "Sent", Key(0), 10, "a", false), new(4, "Sent", Key(1), 11, "b", false), new(5, "Eleves", Key(2), 10, "c", false)];
        List<FoundMessage> found = [
            new("INBOX", Validity, new(9, default, 0, default, 10, "", ""), null) { NotGivenOut = failure },
            new("Eleves", Validity, new(2, default, 0, default, 10, "", ""), null) { NotGivenOut = failure }];
        var matched = MigrationPlanner.Match(Routes, local, found);
        MigrationPlanner.Fold(Routes, matched, found).OfType<MessageOffered>().Select(m => (m.Id, m.Mailbox, m.MayBeIn))
            .ShouldBe([(3, "Envoyes", "INBOX"), (4, "Envoyes", null), (5, "Eleves", "Eleves")]);
        MigrationPlanner.Tell("pro", Routes, matched, found).Problems.ShouldBe([new("INBOX", "9", failure), new("Eleves", "2", failure)]);
    }

    static byte[] Bytes(ContentKey key) => Enumerable.Range(0, 5).Select(Content).First(b => ContentKey.Of(b) == key);

    static ContentKey Key(int number) => ContentKey.Of(Content(number));

    static byte[] Content(int number) => Encoding.ASCII.GetBytes($"{number}");
}
