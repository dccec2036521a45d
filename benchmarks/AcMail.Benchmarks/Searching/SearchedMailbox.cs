using System.Text;
using AcMail.Benchmarks.Generation;

namespace AcMail.Benchmarks.Searching;

/// <summary>A generated Maildir for this and other programs to index: school mail, and a few messages that hold what no others do.</summary>
static class SearchedMailbox
{
    /// <summary>A word of the few.</summary>
    public const string RareWord = "hétéroclite";

    /// <summary>How many hold <see cref="RareWord"/>.</summary>
    public const int RareCount = 10;

    const int Seed = 1;

    /// <returns>The size of all messages.</returns>
    public static long Generate(int count, string maildir, Lexicon lexicon)
    {
        var writer = new MaildirWriter(maildir, null);
        var usual = count - RareCount;
        var sizes = MailboxGenerator.Generate(usual, Seed, null, writer, lexicon.Sentences);
        var size = sizes.Sum(s => (long)s);
        for (var i = 0; i < RareCount; i++)
        {
            var stamp = new MessageStamp(Seed, usual + i, MessageStamp.Of(Seed, i * usual / RareCount, usual).Date);
            var message = Encoding.UTF8.GetBytes(
                $"From: David MARTIN <david.martin@ac-lyon.fr>\nSubject: Inventaire\nMessage-ID: <{stamp.Id}>\nMIME-Version: 1.0\n" +
                $"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nUne collection {RareWord}, la {i + 1}e.\n");
            writer.Write(stamp, message, "S");
            size += message.Length;
        }

        return size;
    }
}
