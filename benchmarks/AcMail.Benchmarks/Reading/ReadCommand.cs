using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace AcMail.Benchmarks.Reading;

static class ReadCommand
{
    public static Command Create()
    {
        var host = new Option<string>("--host") { Description = "The IMAP server", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "Its port", Required = true };
        var tls = new Option<bool>("--tls") { Description = "The port speaks TLS; whatever certificate it shows is accepted" };
        var user = new Option<string>("--user") { Description = "The login", Required = true };
        var password = new Option<string>("--password") { Description = "Its password", DefaultValueFactory = _ => "secret" };
        var command = new Command("read", "Reads the inbox with MailKit alone, throws everything away, and prints the seconds that it took.")
        {
            host, port, tls, user, password,
        };
        command.SetAction(result => Run(
            new(result.GetValue(host)!, result.GetValue(port), result.GetValue(tls), result.GetValue(user)!, result.GetValue(password)!)));
        return command;
    }

    static void Run(ReadTarget target)
    {
        using var reader = new MailKitReader(target);
        // Connecting and compiling are not what is measured.
        reader.Read(MailKitReader.MessagesAtOnce);
        var started = Stopwatch.GetTimestamp();
        var (messages, bytes) = reader.Read(int.MaxValue);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:F3} s for {messages} messages, {bytes / 1e6:F0} MB"));
    }
}
