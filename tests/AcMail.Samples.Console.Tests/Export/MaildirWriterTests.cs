using System.Text;

namespace AcMail.Cli.Tests.Export;

public sealed class MaildirWriterTests : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_message_keeps_its_bytes_flags_and_time()
    {
        (await WriteAsync((1, "Subject: é\r\n\r\nx\r\n", SystemFlags.Seen | SystemFlags.Flagged))).ShouldBe([true]);

        var file = Files().ShouldHaveSingleItem();
        file.ShouldEndWith($"{MaildirName.InfoDelimiter}2,FS");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe("Subject: é\r\n\r\nx\r\n");
        File.GetLastWriteTimeUtc(file).ShouldBe(Arrived.UtcDateTime);
    }

    [Fact]
    public async Task A_second_run_doubles_nothing_also_after_the_replica_was_rebuilt_with_other_ids()
    {
        await WriteAsync((1, "a", SystemFlags.None), (2, "same", SystemFlags.None), (3, "same", SystemFlags.None));
        var first = Files();

        (await WriteAsync((12, "same", SystemFlags.None), (11, "a", SystemFlags.None), (13, "same", SystemFlags.None), (14, "new", SystemFlags.None)))
            .ShouldBe([false, false, false, true]);

        first.Length.ShouldBe(3);
        Files().Length.ShouldBe(4);
        first.ShouldBeSubsetOf(Files());
    }

    [Fact]
    public async Task Changed_flags_rename_the_file()
    {
        await WriteAsync((1, "a", SystemFlags.None));
        await WriteAsync((1, "a", SystemFlags.Seen));

        Files().ShouldHaveSingleItem().ShouldEndWith($"{MaildirName.InfoDelimiter}2,S");
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_written_anew()
    {
        await WriteAsync((1, "whole", SystemFlags.None));
        await File.WriteAllTextAsync(Files()[0], "wh", TestContext.Current.CancellationToken);

        (await WriteAsync((1, "whole", SystemFlags.None))).ShouldBe([true]);

        (await File.ReadAllTextAsync(Files().ShouldHaveSingleItem(), TestContext.Current.CancellationToken)).ShouldBe("whole");
    }

    static DateTimeOffset Arrived { get; } = new(2026, 1, 5, 8, 30, 0, TimeSpan.FromHours(1));

    string[] Files() => [.. Directory.GetFiles(Path.Combine(_directory, "cur")).Order(StringComparer.Ordinal)];

    async Task<List<bool>> WriteAsync(params (long Id, string Content, SystemFlags Flags)[] messages)
    {
        using var writer = new MaildirWriter(_directory);
        var results = new List<bool>();
        foreach (var (id, text, flags) in messages)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var message = new MessageInfo(id, "INBOX", (uint)id, new(flags), Arrived, content.Length, MessageHeaders.None);
            results.Add(await writer.WriteAsync(message, content, TestContext.Current.CancellationToken));
        }

        Directory.GetFiles(Path.Combine(_directory, "tmp")).ShouldBeEmpty();
        return results;
    }
}
