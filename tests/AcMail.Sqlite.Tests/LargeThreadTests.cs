using System.Globalization;
using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class LargeThreadTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData(200)]
    [InlineData(5000)]
    public async Task A_chain_of_answers_is_one_conversation_wherever_one_begins(int length)
    {
        var replica = await FillAsync(length, i => i - 1);
        var messages = await replica.ListAsync(new()).ToListAsync();
        foreach (var id in (long[])[messages[0].Id, messages[length / 2].Id, messages[^1].Id])
            (await replica.GetThreadAsync(id)).Messages.Select(m => m.Depth).ShouldBe(Enumerable.Range(0, length));
        (await replica.ListThreadsAsync().ToListAsync()).ShouldHaveSingleItem().Messages.Count.ShouldBe(length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_message_of_a_conversation_that_is_too_large_is_listed_once_on_whatever_page(bool isChain)
    {
        const int length = 25_000;
        var replica = await FillAsync(length, i => isChain ? i - 1 : 0);
        var finding = System.Diagnostics.Stopwatch.StartNew();
        (await replica.GetThreadAsync(length / 2)).Messages.Count.ShouldBeInRange(1000, length - 1);
        finding.Stop();
        var listing = System.Diagnostics.Stopwatch.StartNew();
        var threads = await replica.ListThreadsAsync().ToListAsync();
        threads.SelectMany(t => t.Messages).Select(m => m.Message.Id).ShouldBe(Enumerable.Range(1, length).Reverse().Select(i => (long)i));
        listing.Elapsed.ShouldBeLessThan(10 * finding.Elapsed);

        var after = MessagePosition.Of(threads[9].Newest);
        (await replica.ListThreadsAsync(after: after).Take(10).ToListAsync()).Select(t => t.Newest.Id).ShouldBe(threads.Skip(10).Take(10).Select(t => t.Newest.Id));
    }

    async Task<MailReplica> FillAsync(int count, Func<int, int> answered)
    {
        var store = await _stores.OpenAsync();
        var changes = new List<StoreChange>();
        for (var i = 1; i <= count; i++)
        {
            var key = await store.Content.AppendAsync(BitConverter.GetBytes(i), Mail.Origin((uint)i));
            var headers = new MessageHeaders(
                i.ToString(CultureInfo.InvariantCulture), "", "", "", Mail.Date.AddMinutes(i), $"{i}@x") { References = i == 1 ? "" : $"{answered(i)}@x" };
            changes.Add(new MessageAdded("INBOX", Mail.Validity, (uint)i, key, default, 0, Mail.Date.AddMinutes(i), headers));
        }

        await store.CommitAsync(changes);
        return new(_ => new(store), null!, null!, null!, null!);
    }
}
