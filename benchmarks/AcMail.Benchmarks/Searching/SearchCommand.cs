using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace AcMail.Benchmarks.Searching;

/// <summary>How long it takes to index a replica, and then to search and to list it.</summary>
static class SearchCommand
{
    const int Warming = 5;

    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "How many messages", DefaultValueFactory = _ => 10_000 };
        var repetitions = new Option<int>("--repetitions") { Description = "How often each is looked up", DefaultValueFactory = _ => 200 };
        var directory = new Option<string>("--directory") { Description = "An empty directory: the Maildir, the store and queries.txt stay there", Required = true };
        var command = new Command("search", "Indexes a generated mailbox, and times searches and pages.") { count, repetitions, directory };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(count), result.GetValue(repetitions), result.GetValue(directory)!, cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(int count, int repetitions, string directory, CancellationToken cancellationToken)
    {
        var (maildir, store) = (Path.Combine(directory, "Maildir"), Path.Combine(directory, "store"));
        var lexicon = new Lexicon(1);
        var size = SearchedMailbox.Generate(count, maildir, lexicon);
        await SearchedAccount.FillAsync(store, maildir, cancellationToken);
        var before = SearchedAccount.StateSize(store);
        // What the server held is not to be swept while it is measured.
        GC.Collect();
        TimeSpan indexing, processor;
        await using (var account = SearchedAccount.Open(store))
        {
            var (started, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await account.Reader.IndexAsync(cancellationToken: cancellationToken);
            (indexing, processor) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - used);
        }

        var index = SearchedAccount.StateSize(store) - before;
        Print($"{count} messages, {size / 1e6:F0} MB: bodies indexed in {indexing.TotalSeconds:F2} s (processor {processor.TotalSeconds:F2} s), {count / indexing.TotalSeconds:F0} messages/s, {size / 1e6 / indexing.TotalSeconds:F1} MB/s");
        Print($"state before {before / 1e6:F1} MB, index of bodies {index / 1e6:F1} MB, {100.0 * index / size:F1} % of the mail");
        await using var reading = SearchedAccount.Open(store);
        var lookups = await LookupsAsync(reading.Reader, lexicon, cancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(directory, "queries.txt"), lookups.Where(l => l.Text is not null).Select(l => $"{l.What}\t{l.Text}"), cancellationToken);
        await MeasureAsync(lookups, reading.Reader, repetitions, cancellationToken);
        return 0;
    }

    static async Task<List<Lookup>> LookupsAsync(IMailReader reader, Lexicon lexicon, CancellationToken cancellationToken)
    {
        var all = await reader.ListAsync(new() { Mailbox = "INBOX" }, cancellationToken).Select(m => (m.Id, m.Headers.From, Place: MessagePosition.Of(m))).ToListAsync(cancellationToken);
        var (middle, end) = (all[all.Count / 2], all[^51]);
        var sender = middle.From[(middle.From.IndexOf('<', StringComparison.Ordinal) + 1)..].TrimEnd('>');
        return
        [
            Lookup.Search("rare word", SearchedMailbox.RareWord), Lookup.Search("rare word, without accents", "heteroclite"),
            Lookup.Search("beginning of the rare word", "hétérocl"),
            Lookup.Search("uncommon word", lexicon.Accented(10_000)), Lookup.Search("word", lexicon.Accented(1_000)),
            Lookup.Search("common word", lexicon.Accented(30)), Lookup.Search("two words", $"{lexicon.Accented(30)} {lexicon.Accented(1_000)}"),
            Lookup.Search("address", sender), Lookup.Search("name", "lefèvre"), Lookup.Search("words of a subject", "voyage séville"),
            Lookup.List("first page of a mailbox", null), Lookup.List("page in its middle", middle.Place), Lookup.List("its last page", end.Place),
            Lookup.Threads("first page of conversations", null), Lookup.Threads("page of conversations in the middle", middle.Place),
            Lookup.Thread("one conversation", middle.Id),
        ];
    }

    static async Task MeasureAsync(List<Lookup> lookups, IMailReader reader, int repetitions, CancellationToken cancellationToken)
    {
        var times = lookups.ConvertAll(_ => new List<double>());
        for (var turn = -Warming; turn < repetitions; turn++)
        {
            for (var i = 0; i < lookups.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var started = Stopwatch.GetTimestamp();
                await lookups[i].ReadAsync(reader);
                if (turn >= 0) times[i].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        for (var i = 0; i < lookups.Count; i++)
        {
            times[i].Sort();
            Print($"{lookups[i].What} | {await lookups[i].CountAsync(reader)} | {times[i][repetitions / 2]:F2} ms | {times[i][repetitions * 99 / 100]:F2} ms");
        }
    }

    static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
