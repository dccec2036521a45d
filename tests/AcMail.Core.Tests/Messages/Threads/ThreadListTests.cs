using AcMail.Tests;
using CsCheck;

namespace AcMail.Core.Tests.Messages.Threads;

public sealed class ThreadListTests
{
    [Fact]
    public async Task Pages_of_conversations_hold_each_once_and_the_newest_first() =>
        await Gen.Select(Letters.Disorder, Gen.Int[1, 4], Gen.Bool).SampleAsync(async (letters, size, ofMailbox) =>
        {
            letters = [.. letters.Select(m => m with { Mailbox = m.Id % 3 == 0 ? "Sent" : "INBOX" })];
            var (store, held) = await ThreadFinderTests.StoreAsync(letters);
            var replica = new MailReplica(_ => new(store), null!, null!, null!, null!);
            var mailbox = ofMailbox ? "INBOX" : null;
            var listed = new List<MailThread>();
            MessagePosition? after = null;
            while (await replica.ListThreadsAsync(mailbox, after).Take(size).ToListAsync() is { Count: > 0 } page)
            {
                listed.AddRange(page);
                after = MessagePosition.Of(page[^1].NewestIn(mailbox)!);
            }

            var newest = listed.Select(t => t.NewestIn(mailbox)!).ToList();
            newest.ShouldBe(newest.OrderByDescending(m => (m.InternalDate, m.Id)));
            held = [.. held.Where(m => mailbox is null || m.Mailbox == mailbox)];
            listed.SelectMany(t => t.Everywhere()).Where(held.Contains).Select(m => m.Id).Order().ShouldBe(held.Select(m => m.Id));
        });

    [Fact]
    public async Task A_conversation_tells_who_wrote_and_what_was_not_read()
    {
        var seen = new MailFlags(SystemFlags.Seen);
        var (store, held) = await ThreadFinderTests.StoreAsync(
            Letters.Of(1, "a", "", "Sortie", 0, "Sent") with { Flags = seen }, Letters.Of(2, "a", "", "Sortie", 0), Letters.Of(3, "b", "a", "RE : Sortie", 1));
        var thread = await new MailReplica(_ => new(store), null!, null!, null!, null!).GetThreadAsync(held[2].Id, Some.Token);
        thread.Subject.ShouldBe("Sortie");
        thread.Participants.ShouldBe(["1@x", "3@x"]);
        thread.Messages.Select(m => (m.Message.Id, m.Depth, m.Copies.Count)).ShouldBe([(held[0].Id, 0, 1), (held[2].Id, 1, 0)]);
        (thread.Unseen, thread.Newest.Id).ShouldBe((1, held[2].Id));
    }
}
