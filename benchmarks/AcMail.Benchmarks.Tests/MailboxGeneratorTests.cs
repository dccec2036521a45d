using System.Security.Cryptography;
using AcMail.Benchmarks.Generation;
using MimeKit;

namespace AcMail.Benchmarks.Tests;

public sealed class MailboxGeneratorTests : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("acmail-generator-").FullName;

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public void Sizes_have_the_median_and_the_mean_of_a_school_mailbox()
    {
        var sizes = Generate(10_000, seed: 1).Select(f => f.Length).Order().ToArray();

        ((double)sizes[sizes.Length / 2]).ShouldBe(SizeDistribution.Median, SizeDistribution.Median * 0.1);
        sizes.Average().ShouldBe(SizeDistribution.Mean, SizeDistribution.Mean * 0.1);
        sizes[^1].ShouldBeInRange(500_000, SizeDistribution.Maximum + 10_000);
    }

    [Fact]
    public void Equal_seeds_make_equal_mailboxes_and_others_do_not()
    {
        Describe(Generate(200, seed: 7, "a")).ShouldBe(Describe(Generate(200, seed: 7, "b")));
        Describe(Generate(200, seed: 8, "c")).ShouldNotBe(Describe(Generate(200, seed: 7, "d")));
    }

    [Fact]
    public void File_names_tell_both_sizes_the_date_and_the_flags()
    {
        foreach (var file in Generate(300, seed: 2))
        {
            var bytes = File.ReadAllBytes(file.FullName);
            file.Name.ShouldContain($",S={bytes.Length},W={bytes.Length + bytes.Count(b => b == '\n')}:2,");
            file.Name.ShouldStartWith($"{new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeSeconds()}.");
            bytes.ShouldNotContain((byte)'\r');
        }

        var flags = Generate(300, seed: 3, "flags").Select(f => f.Name[(f.Name.LastIndexOf(',') + 1)..]).Distinct();
        flags.ShouldBe(["S", "RS", "FS", "FRS", ""], ignoreOrder: true);
    }

    [Fact]
    public void Mail_that_arrives_stands_in_new_without_flags()
    {
        MailboxGenerator.Generate(20, 5, null, new MaildirWriter(_directory, null, arriving: true));

        Directory.GetFiles(Path.Combine(_directory, "new")).Length.ShouldBe(20);
        Directory.GetFiles(_directory, "*", SearchOption.AllDirectories).ShouldAllBe(f => !f.Contains(":2,", StringComparison.Ordinal));
    }

    [Fact]
    public void Messages_are_well_formed_and_their_ids_are_unique()
    {
        var messages = Generate(500, seed: 4).Select(f => MimeMessage.Load(f.FullName)).ToArray();

        messages.Select(m => m.MessageId).Distinct().Count().ShouldBe(messages.Length);
        foreach (var message in messages)
        {
            message.From.Mailboxes.ShouldHaveSingleItem().Name.ShouldNotBeNullOrEmpty();
            message.Subject.ShouldNotBeNull().ShouldNotContain("=?");
            message.TextBody.ShouldNotBeNullOrWhiteSpace();
            message.Date.ShouldBeInRange(new(2015, 9, 1, 0, 0, 0, TimeSpan.Zero), new(2025, 7, 5, 0, 0, 0, TimeSpan.Zero));
        }

        messages.ShouldContain(m => m.Subject!.Contains('é', StringComparison.Ordinal));
        messages.ShouldContain(m => m.HtmlBody != null);
        messages.SelectMany(m => m.Attachments).OfType<MimePart>().ShouldContain(p => p.FileName == "Bulletin élève.pdf");
    }

    [Fact]
    public void A_fixed_size_holds_for_every_message()
    {
        var file = Generate(1, seed: 5, size: 5_000_000).ShouldHaveSingleItem();
        ((double)file.Length).ShouldBe(5_000_000, 1_000);
    }

    FileInfo[] Generate(int count, int seed, string name = "box", int? size = null)
    {
        var maildir = Path.Combine(_directory, name);
        MailboxGenerator.Generate(count, seed, size, new MaildirWriter(maildir, null));
        return new DirectoryInfo(Path.Combine(maildir, "cur")).GetFiles();
    }

    static string[] Describe(FileInfo[] files) =>
        [.. files.Select(f => f.Name + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f.FullName)))).Order()];
}
