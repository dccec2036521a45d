using System.Text;
using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Core.Tests.Migration;

public sealed class BeginningsTests
{
    [Fact]
    public async Task Messages_are_found_by_any_of_their_beginnings_and_headers_alone_by_all_of_them()
    {
        await using var store = await new InMemoryMailStoreProvider().OpenAsync("pro", TestContext.Current.CancellationToken);
        var (one, other, partial) = (await HoldAsync("Subject: a\r\n\r\nbody"), await HoldAsync("Subject: a\r\n\r\nother"), await HoldAsync("Subject: a\r\n\r\n", true));
        var beginnings = await Beginnings.ReadAsync(
            store.Content, [one, other, partial], new HashSet<int> { 10, 14, 19, 900 }, TestContext.Current.CancellationToken);

        Find("Subject: a").ShouldBe([one, other]);
        Find("Subject: a\r\n\r\n").ShouldBe([one, other, partial]);
        Find("Subject: a\r\n\r\nother").ShouldBe([other]);
        Find("Subject: b\r\n\r\n").ShouldBeEmpty();

        IReadOnlyList<LocalMessage> Find(string header) => beginnings.Find(Encoding.ASCII.GetBytes(header));

        async Task<LocalMessage> HoldAsync(string text, bool isPartial = false)
        {
            var origin = new ContentOrigin("INBOX", 0, 0, default, default, text);
            var key = await store.Content.AppendAsync(Encoding.ASCII.GetBytes(text), origin, TestContext.Current.CancellationToken);
            await store.CommitAsync([new MessageFiled("INBOX", MailboxRole.Inbox, key, default, default, MessageHeaders.None)]);
            return new(key.GetHashCode(), "INBOX", key, text.Length, "", isPartial);
        }
    }
}
