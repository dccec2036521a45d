using System.Text;

namespace AcMail.Cli.Tests.Export;

public sealed class MboxWriterTests : IDisposable
{
    const string One = "Subject: 1\r\n\r\nFrom here\r\n", Two = "Subject: 2\r\n\r\n\r\nb", Three = "Subject: 3\r\n\r\nc\r\n";

    readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_is_not_in_the_mailbox_any_more_stays_in_the_file()
    {
        await WriteAsync(Two, One);
        await WriteAsync(Three);
        await WriteAsync(Three);

        Content().ShouldBe(Entry("Subject: 3\n\nc\n\n") + Entry("Subject: 2\n\n\nb\n\n") + Entry("Subject: 1\n\n>From here\n\n"));
    }

    [Fact]
    public async Task A_second_run_doubles_nothing_and_keeps_messages_that_are_alike()
    {
        await WriteAsync(One, Two, One);
        var first = Content();
        await WriteAsync(One, Two, One);
        Content().ShouldBe(first);

        await WriteAsync(Two, One);
        Content().Split("Subject: 1").Length.ShouldBe(3);
    }

    [Fact]
    public async Task What_others_wrote_into_the_file_stays()
    {
        const string Foreign = "From somebody@ac-lyon.fr Mon Jan  5 08:30:00 2026\nSubject: 0\n\nno end";
        await File.WriteAllTextAsync(Target, Foreign, TestContext.Current.CancellationToken);

        await WriteAsync(Three);

        Content().ShouldBe(Entry("Subject: 3\n\nc\n\n") + Foreign);
    }

    [Fact]
    public async Task A_file_that_is_no_mbox_is_left_as_it_is()
    {
        await File.WriteAllTextAsync(Target, "my notes", TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<MailException>(() => WriteAsync(Three))).Failure.Kind.ShouldBe(MailErrorKind.StorageUnavailable);

        Content().ShouldBe("my notes");
        Directory.GetFiles(_directory).ShouldHaveSingleItem();
    }

    string Target => Path.Combine(_directory, "INBOX.mbox");

    string Content() => File.ReadAllText(Target);

    static string Entry(string message) => $"From MAILER-DAEMON Mon Jan 5 07:30:00 2026\n{message}";

    async Task WriteAsync(params string[] messages)
    {
        using var writer = new MboxWriter(Target);
        foreach (var (i, text) in messages.Index())
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var arrived = new DateTimeOffset(2026, 1, 5, 8, 30, 0, TimeSpan.FromHours(1));
            var message = new MessageInfo(i + 1, "INBOX", (uint)i + 1, default, arrived, content.Length, MessageHeaders.None);
            (await writer.WriteAsync(message, content, TestContext.Current.CancellationToken)).ShouldBeTrue();
        }

        await writer.CompleteAsync(TestContext.Current.CancellationToken);
    }
}
