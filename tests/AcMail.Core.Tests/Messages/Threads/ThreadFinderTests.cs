using AcMail.Storage;
using AcMail.Testing;
using AcMail.Tests;
using CsCheck;

namespace AcMail.Core.Tests.Messages.Threads;

public sealed class ThreadFinderTests
{
    [Fact]
    public async Task From_each_of_its_messages_the_same_conversation_is_found_as_among_all() =>
        await Letters.Disorder.SampleAsync(async letters =>
        {
            var (store, held) = await StoreAsync(letters);
            foreach (var root in ThreadPlanner.Arrange(held))
            {
                var expected = Describe(ThreadPlanner.Describe(root.Flatten()));
                foreach (var message in ThreadPlanner.Describe(root.Flatten()).Everywhere())
                    Describe(await ThreadFinder.FindAsync(store.Reader, message.Id, Some.Token)).ShouldBe(expected);
            }
        });

    [Fact]
    public async Task Nothing_that_messages_claim_keeps_it_from_ending() =>
        await Letters.Chaos.SampleAsync(async letters =>
        {
            var (store, held) = await StoreAsync(letters);
            foreach (var message in held)
                (await ThreadFinder.FindAsync(store.Reader, message.Id, Some.Token)).Everywhere().Select(m => m.Id).ShouldBeUnique();
        });

    [Fact]
    public async Task A_conversation_without_end_is_told_in_part()
    {
        var (store, held) = await StoreAsync([.. Enumerable.Range(1, 12_000).Select(i => Letters.Of(i, $"{i}@x", i == 1 ? "" : "1@x"))]);
        var thread = await ThreadFinder.FindAsync(store.Reader, held[2500].Id, Some.Token);
        thread.IsPart.ShouldBeTrue();
        thread.Messages.Count.ShouldBeInRange(ThreadFinder.MostMessages, 2 * ThreadFinder.MostMessages);
        thread.Everywhere().ShouldContain(held[2500]);
    }

    [Fact]
    public async Task A_long_exchange_is_found_from_its_end()
    {
        var letters = Enumerable.Range(1, 60).Select(i => Letters.Of(i, $"{i}@x", string.Join(' ', Enumerable.Range(1, i - 1).TakeLast(19).Select(r => $"{r}@x"))));
        var (store, held) = await StoreAsync([.. letters]);
        (await ThreadFinder.FindAsync(store.Reader, held[59].Id, Some.Token)).Messages.Select(m => m.Depth).ShouldBe(Enumerable.Range(0, 60));
    }

    [Fact]
    public async Task What_is_not_held_has_no_conversation()
    {
        var (store, _) = await StoreAsync([Letters.Of(1, "a")]);
        (await Some.FailureOf(async () => await ThreadFinder.FindAsync(store.Reader, 99, Some.Token))).Kind.ShouldBe(MailErrorKind.MessageNotFound);
    }

    internal static async Task<(IMailStore Store, List<MessageInfo> Held)> StoreAsync(params MessageInfo[] letters)
    {
        var store = await new InMemoryMailStoreProvider().OpenAsync("pro");
        var changes = new List<StoreChange>();
        foreach (var letter in letters)
        {
            var key = await store.Content.AppendAsync(BitConverter.GetBytes(letter.Id), new(letter.Mailbox, 1, letter.Uid, default, letter.InternalDate, ""));
            changes.Add(new MessageAdded(letter.Mailbox, 1, letter.Uid, key, letter.Flags, 0, letter.InternalDate, letter.Headers));
        }

        await store.CommitAsync(changes);
        return (store, await store.Reader.QueryAsync(new()).OrderBy(m => m.Id).ToListAsync());
    }

    static string Describe(MailThread thread) =>
        string.Join(", ", thread.Messages.Select(m => $"{m.Depth}: {string.Join('+', m.Copies.Prepend(m.Message).Select(c => c.Id))}"));
}
