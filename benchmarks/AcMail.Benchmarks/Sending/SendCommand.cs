using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace AcMail.Benchmarks.Sending;

static class SendCommand
{
    const int WarmUp = 100;

    public static Command Create()
    {
        var mode = new Option<string>("--mode") { Description = "By which library", Required = true };
        mode.AcceptOnlyFromAmong("acmail", "mailkit", "mailkit-nodelay", "smtpclient");
        var count = new Option<int>("--count") { Description = "How many messages", DefaultValueFactory = _ => 500 };
        // Half of a school's messages are larger than the 4 KB that MailKit writes at once.
        var size = new Option<int>("--size") { Description = "Bytes of text in each", DefaultValueFactory = _ => 6_000 };
        var host = new Option<string>("--host") { Description = "The submission server", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "Its port without TLS", Required = true };
        var user = new Option<string>("--user") { Description = "The login", DefaultValueFactory = _ => "dmartin" };
        var password = new Option<string>("--password") { Description = "Its password", DefaultValueFactory = _ => "secret" };
        var recipient = new Option<string>("--to") { Description = "Who gets them", DefaultValueFactory = _ => "puits@ac-lyon.fr" };
        var parallel = new Option<int>("--parallel")
        {
            Description = "How many messages are under way at a time (acmail only; it still uses one connection)",
            DefaultValueFactory = _ => 1,
        };
        var directory = new Option<string>("--directory")
        {
            Description = "Where acmail keeps its outbox",
            DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "acmail-benchmark"),
        };
        var command = new Command("send", "Sends messages over one connection and prints messages per second.")
        {
            mode, count, size, host, port, user, password, recipient, directory, parallel,
        };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(mode)!,
            result.GetValue(count),
            result.GetValue(size),
            result.GetValue(parallel),
            new SendTarget(
                result.GetValue(host)!, result.GetValue(port), result.GetValue(user)!, result.GetValue(password)!,
                result.GetValue(recipient)!, result.GetValue(directory)!),
            cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(string mode, int count, int size, int parallel, SendTarget target, CancellationToken cancellationToken)
    {
        await using var mailer = Create(mode, target, new SampleText(target, size));
        // Connecting and compiling, which .NET does again for what runs often, are not what is measured.
        for (var number = 0; number < WarmUp; number++) await mailer.SendAsync(number, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(WarmUp, count), options, async (number, token) => await mailer.SendAsync(number, token));
        var rate = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate:F1} messages/s ({mode}, {count} messages of {size} B)"));
        return 0;
    }

    static IMailer Create(string mode, SendTarget target, SampleText text) => mode switch
    {
        "mailkit" => new MailKitMailer(target, text, noDelay: false),
        "mailkit-nodelay" => new MailKitMailer(target, text, noDelay: true),
        "smtpclient" => new FrameworkMailer(target, text),
        _ => new AcMailMailer(target, text),
    };
}
