using System.Diagnostics;
using System.Text;

namespace AcMail.Cli.Tests.Export;

public sealed class EmlWriterTests : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Stores_that_each_begin_to_count_anew_overwrite_nothing_of_one_another()
    {
        foreach (var text in (string[])["first", "second", "third", "fourth"]) (await WriteAsync(text)).ShouldBeTrue();
        foreach (var text in (string[])["first", "second", "third", "fourth"]) (await WriteAsync(text)).ShouldBeFalse();

        Directory.GetFiles(_directory).Select(File.ReadAllText).Order(StringComparer.Ordinal).ShouldBe(["first", "fourth", "second", "third"]);
    }

    [Fact]
    public async Task A_second_run_doubles_nothing_also_where_messages_got_other_uids()
    {
        (await WriteAsync((2, 0, "pending"), (3, 0, "same"), (4, 0, "same"), (5, 1, "a"), (6, 2, "b"))).ShouldBe([true, true, true, true, true]);

        (await WriteAsync((2, 7, "pending"), (3, 8, "same"), (4, 9, "same"), (5, 2, "a"), (6, 1, "b"))).ShouldBe([false, false, false, false, false]);
        (await WriteAsync((2, 7, "pending"), (3, 8, "same"), (4, 9, "same"), (8, 10, "same"))).ShouldBe([false, false, false, true]);

        Directory.GetFiles(_directory).Select(File.ReadAllText).Order(StringComparer.Ordinal).ShouldBe(["a", "b", "pending", "same", "same", "same"]);
    }

    [Fact]
    public async Task Messages_of_one_size_cost_a_second_run_no_more_than_the_first()
    {
        var messages = Enumerable.Range(0, 8000).Select(i => ((long)i, (uint)i, $"{i:D6}")).ToArray();
        var time = Stopwatch.StartNew();
        (await WriteAsync(messages)).ShouldAllBe(written => written);
        var first = time.Elapsed;
        time.Restart();
        (await WriteAsync(messages)).ShouldAllBe(written => !written);
        time.Elapsed.ShouldBeLessThan(3 * first);
    }

    async Task<bool> WriteAsync(string text) => (await WriteAsync((1, 1, text)))[0];

    async Task<List<bool>> WriteAsync(params (long Id, uint Uid, string Text)[] messages)
    {
        using var writer = new EmlWriter(_directory);
        var written = new List<bool>();
        foreach (var (id, uid, text) in messages)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var message = new MessageInfo(id, "INBOX", uid, default, DateTimeOffset.UnixEpoch, content.Length, MessageHeaders.None);
            written.Add(await writer.WriteAsync(message, content, TestContext.Current.CancellationToken));
        }

        return written;
    }
}
