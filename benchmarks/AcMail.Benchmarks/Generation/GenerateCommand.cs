using System.CommandLine;
using System.Diagnostics;

namespace AcMail.Benchmarks.Generation;

static class GenerateCommand
{
    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "How many messages", Required = true };
        var seed = new Option<int>("--seed") { Description = "Equal seeds make equal mailboxes", DefaultValueFactory = _ => 1 };
        var maildir = new Option<string>("--maildir") { Description = "The Maildir, made where missing", Required = true };
        var owner = new Option<string?>("--owner") { Description = "uid:gid under which the server reads mail" };
        var size = new Option<int?>("--size") { Description = "Bytes of every message, instead of a school mailbox's sizes" };
        var arriving = new Option<bool>("--arriving") { Description = "Delivers it as new mail, for which the server may be at work in the Maildir" };
        var command = new Command("generate", "Fills a Maildir with realistic mail.") { count, seed, maildir, owner, size, arriving };
        command.SetAction(result => Run(
            result.GetValue(count), result.GetValue(seed), result.GetValue(maildir)!, result.GetValue(owner), result.GetValue(size),
            result.GetValue(arriving)));
        return command;
    }

    static void Run(int count, int seed, string maildir, string? owner, int? size, bool arriving)
    {
        var started = Stopwatch.GetTimestamp();
        var writer = new MaildirWriter(maildir, owner is null ? null : FileOwner.Parse(owner), arriving);
        var sizes = MailboxGenerator.Generate(count, seed, size, writer);
        Array.Sort(sizes);
        Console.WriteLine(
            $"{count} messages, {sizes.Sum(s => (long)s) / 1e6:F0} MB, median {sizes[count / 2]} B, mean {sizes.Average():F0} B, " +
            $"largest {sizes[^1]} B, in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
    }
}
