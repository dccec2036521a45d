using System.Text;

namespace AcMail.Testing.Tests.Imap.Clients;

/// <summary>The Maildirs below <c>mail</c> in the home of a client.</summary>
static class LocalMail
{
    public static string MailPath(this DebianProgram client, string name = "") => Path.Combine(client.Home, "mail", name);

    /// <summary>All files, with what they hold.</summary>
    public static IReadOnlyDictionary<string, string> Snapshot(this DebianProgram client) =>
        Directory.EnumerateFiles(client.MailPath(), "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(client.MailPath(), f), f => File.ReadAllText(f, Encoding.Latin1));

    /// <summary><c>INBOX: one S</c> for each message: its mailbox, its subject and its flags.</summary>
    public static IEnumerable<string> Messages(this DebianProgram client) =>
        from file in client.Snapshot()
        let parts = file.Key.Split('/')
        where parts[^2] is "cur" or "new"
        select $"{string.Join('/', parts[..^2])}: {Subject(file.Value)} {Flags(parts[^1])}".TrimEnd();

    /// <summary>Adds a message as a local client does.</summary>
    public static void Append(this DebianProgram client, string mailbox, string subject, string flags)
    {
        foreach (var part in (string[])["tmp", "new", "cur"]) Directory.CreateDirectory(client.MailPath($"{mailbox}/{part}"));
        var name = flags.Length > 0 ? $"{mailbox}/cur/{subject}:2,{flags}" : $"{mailbox}/new/{subject}";
        File.WriteAllText(client.MailPath(name), Encoding.UTF8.GetString(Support.Mail.Of(subject)).ReplaceLineEndings("\n"));
    }

    /// <summary>Gives a message other flags.</summary>
    public static void SetFlags(this DebianProgram client, string mailbox, string subject, string flags)
    {
        var path = client.Snapshot().Single(f => f.Key.StartsWith($"{mailbox}/", StringComparison.Ordinal) && Subject(f.Value) == subject).Key;
        File.Move(client.MailPath(path), client.MailPath($"{mailbox}/cur/{Path.GetFileName(path).Split(":2,")[0]}:2,{flags}"));
    }

    /// <summary>What changes whenever something changes on the server.</summary>
    public static string Versions(this ServerUser user) => string.Join(' ', user.Mailboxes.Select(m => $"{m.Name}={m.HighestModSeq}/{m.UidNext}"));

    static string Flags(string file) => file.Split(":2,") is [_, var flags] ? flags : "";

    static string Subject(string message) =>
        message.Split('\n').Select(l => l.TrimEnd('\r')).FirstOrDefault(l => l.StartsWith("Subject: ", StringComparison.Ordinal))?["Subject: ".Length..] ?? "?";
}
