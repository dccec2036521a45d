using AcMail.Benchmarks.Searching;

namespace AcMail.Benchmarks.Tests.Searching;

public sealed class SearchedMailboxTests : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("acmail-searched-").FullName;

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public void The_words_of_a_lexicon_become_rarer_from_the_first_on()
    {
        var lexicon = new Lexicon(1);
        var frequency = lexicon.Sentences.SelectMany(s => s.TrimEnd('.').Split(' ')).CountBy(w => w).ToDictionary();

        int[] sums = [Sum(0, 10), Sum(100, 110), Sum(1_000, 1_010), Sum(10_000, 10_010)];
        sums.ShouldBe(sums.OrderDescending());
        sums[3].ShouldBeGreaterThan(0);
        frequency.Keys.ShouldBeSubsetOf(lexicon.Words);

        int Sum(int from, int to) => lexicon.Words[from..to].Sum(w => frequency.GetValueOrDefault(w));
    }

    [Fact]
    public async Task What_is_rare_in_the_mailbox_is_found_with_and_without_accents()
    {
        var (maildir, store) = (Path.Combine(_directory, "Maildir"), Path.Combine(_directory, "store"));
        SearchedMailbox.Generate(200, maildir, new Lexicon(1)).ShouldBe(Directory.GetFiles(maildir, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length));
        await SearchedAccount.FillAsync(store, maildir, TestContext.Current.CancellationToken);

        await using var account = SearchedAccount.Open(store);
        await account.Reader.IndexAsync(cancellationToken: TestContext.Current.CancellationToken);

        (await Lookup.Search("", SearchedMailbox.RareWord).CountAsync(account.Reader)).ShouldBe(SearchedMailbox.RareCount);
        (await Lookup.Search("", "heteroclite").CountAsync(account.Reader)).ShouldBe(SearchedMailbox.RareCount);
        (await Lookup.List("", null).ReadAsync(account.Reader)).ShouldBe(50);
        SearchedAccount.StateSize(store).ShouldBeGreaterThan(0);
    }
}
