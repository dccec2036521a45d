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

    async Task<bool> WriteAsync(string text)
    {
        using var writer = new EmlWriter(_directory);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var message = new MessageInfo(1, "INBOX", 1, default, DateTimeOffset.UnixEpoch, content.Length, MessageHeaders.None);
        return await writer.WriteAsync(message, content, TestContext.Current.CancellationToken);
    }
}
