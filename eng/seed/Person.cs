using MimeKit;

namespace AcMail.Seed;

sealed record Person(string Name, string Address)
{
    public MailboxAddress Mailbox => new(Name, Address);
}
