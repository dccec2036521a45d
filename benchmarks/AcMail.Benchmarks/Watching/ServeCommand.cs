using System.CommandLine;
using System.Globalization;
using System.Text;
using AcMail.Testing;

namespace AcMail.Benchmarks.Watching;

/// <summary>A server of AcMail.Testing in a process of its own, so that its memory is not the watcher's.</summary>
static class ServeCommand
{
    public static Command Create()
    {
        var users = new Option<int>("--users") { Description = "How many: u0, u1, …", DefaultValueFactory = _ => 1000 };
        var messages = new Option<int>("--messages") { Description = "How many each has", DefaultValueFactory = _ => 10 };
        var command = new Command("serve", "Serves IMAP over TLS, prints its port and the certificate's fingerprint, and delivers to u0 for each line it reads.")
        {
            users, messages,
        };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(users), result.GetValue(messages), cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(int users, int messages, CancellationToken cancellationToken)
    {
        await using var server = MailServer.Start(o => o.SessionsKept = 0);
        for (var i = 0; i < users; i++)
        {
            var user = server.AddUser($"u{i}");
            for (var m = 0; m < messages; m++) user.Inbox.Add(Message(m));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{server.ImapsPort} {TestCertificateAuthority.Shared.Localhost.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)}"));
        for (var m = messages; await Console.In.ReadLineAsync(cancellationToken) is { } line; m++)
            server.FindUser(line.Length == 0 ? "u0" : line)!.Inbox.Add(Message(m));
        return 0;
    }

    static byte[] Message(int number) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"From: David MARTIN <david.martin@ac-lyon.fr>\r\nSubject: message {number}\r\nMessage-ID: <{number}@bench>\r\n\r\n{new string('x', 3000)}\r\n"));
}
