using System.Text;

namespace AcMail.Testing.Tests.Pop3;

/// <summary>A maildrop with what is difficult in POP3.</summary>
static class Pop3Samples
{
    public static Pop3Profile WithApop { get; } = new() { Extensions = new Pop3Profile().Extensions.Add("APOP") };

    /// <summary>Adds dmartin with some messages, whose text is returned.</summary>
    public static IReadOnlyList<string> Fill(MailServer server)
    {
        string[] messages =
        [
            Message("un", "Bonjour"),
            Message("dots", ".\r\n..\r\n.fin\r\n\r\n."),
            Message("trois", string.Concat(Enumerable.Repeat("Une ligne de texte.\r\n", 20_000))),
            Message("vide", ""),
        ];
        var inbox = server.AddUser("dmartin").Inbox;
        foreach (var message in messages) inbox.Add(Encoding.UTF8.GetBytes(message));
        return messages;
    }

    static string Message(string subject, string text) =>
        $"From: college@ac-lyon.fr\r\nTo: dmartin@localhost\r\nSubject: {subject}\r\nMessage-ID: <{subject}@ac-lyon.fr>\r\n\r\n{text}\r\n";
}
