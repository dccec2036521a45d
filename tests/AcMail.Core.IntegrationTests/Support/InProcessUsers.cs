using AcMail.Testing;

namespace AcMail.Core.IntegrationTests.Support;

/// <summary>What <c>eng/mailserver</c> configures for Dovecot and Postfix, for a server of AcMail.Testing.</summary>
static class InProcessUsers
{
    public const string Password = "secret";

    public static ServerUser Add(Testing.MailServer server, string name)
    {
        var user = server.AddUser(name, Password, $"{name}@ac-lyon.fr");
        user.Inbox.IsSubscribed = false;
        user.CreateMailbox("Éléments envoyés", "\\Sent");
        user.CreateMailbox("Corbeille", "\\Trash");
        user.CreateMailbox("Brouillons", "\\Drafts");
        user.CreateMailbox("Indésirables", "\\Junk");
        user.StorageLimit = 20L << 30;
        user.MessageLimit = 10_000_000;
        return user;
    }

    /// <summary>A profile with the recipients and senders that are refused.</summary>
    public static SmtpProfile Refusing(SmtpProfile profile) => profile
        .Answering("RCPT TO:<inconnu@ac-lyon.fr>", "550 5.1.1 User unknown")
        .Answering("RCPT TO:<plus-tard@ac-lyon.fr>", "450 4.2.0 Greylisted, try again in 300 seconds")
        .Answering("MAIL FROM:<refuse@ac-lyon.fr>", "553 5.7.1 not owned by user");
}
