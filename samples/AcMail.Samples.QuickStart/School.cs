using AcMail.Seed;
using AcMail.Testing;
using MailKit;
using MimeKit;

namespace AcMail.QuickStart;

/// <summary>A mail server in this process, with a teacher's year of mail on it.</summary>
sealed class School : IAsyncDisposable
{
    static readonly FormatOptions Wire = FormatOptions.Default.Clone();

    static School() => Wire.NewLineFormat = NewLineFormat.Dos;

    School(MailServer server, string authorityFile)
    {
        (Server, AuthorityFile) = (server, authorityFile);
        David = server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr");
        Camille = server.AddUser("cdurand", "secret", "camille.durand@ac-lyon.fr");
        David.CreateMailbox(Mailboxes.Sent, @"\Sent");
        David.CreateMailbox(Mailboxes.Drafts, @"\Drafts");
        David.CreateMailbox(Mailboxes.Trash, @"\Trash");
        David.CreateMailbox(Mailboxes.Junk, @"\Junk");
        foreach (var letter in SchoolYear.Letters())
            (David.FindMailbox(letter.Mailbox) ?? David.CreateMailbox(letter.Mailbox)).Add(Write(letter), Flags(letter.Flags), letter.Date);
    }

    public MailServer Server { get; }

    public ServerUser David { get; }

    public ServerUser Camille { get; }

    /// <summary>The certificate of the server's authority, which the accounts are told to trust.</summary>
    public string AuthorityFile { get; }

    public static School Open(string directory)
    {
        var file = Path.Combine(directory, "authority.pem");
        File.WriteAllText(file, TestCertificateAuthority.Shared.CertificatePem);
        return new(MailServer.Start(), file);
    }

    /// <summary>A message comes in while nobody looks.</summary>
    public void Deliver(string subject, string text)
    {
        var letter = new Letter(Mailboxes.Inbox, People.Headmistress, DateTimeOffset.Now, subject, text);
        David.Inbox.Add(Write(letter));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    static byte[] Write(Letter letter)
    {
        using var bytes = new MemoryStream();
        using var message = MessageWriter.Write(letter);
        message.WriteTo(Wire, bytes);
        return bytes.ToArray();
    }

    static FlagSet Flags(MessageFlags flags) => FlagSet.Of(
        new[] { MessageFlags.Seen, MessageFlags.Answered, MessageFlags.Flagged, MessageFlags.Draft }
            .Where(f => flags.HasFlag(f)).Select(f => $@"\{f}"));
}
