using System.Text;
using MimeKit;

namespace AcMail;

/// <summary>
/// Domains beyond ASCII in the form that is encoded (RFC 5895 §2). .NET without ICU (InvariantGlobalization) encodes them as they stand, and with a capital
/// letter that is another domain.
/// </summary>
static class AddressDomains
{
    public static MailboxAddress Settle(MailboxAddress mailbox)
    {
        var address = Settle(mailbox.Address);
        if (address == mailbox.Address) return mailbox;
        var settled = (MailboxAddress)mailbox.Clone();
        settled.Address = address;
        return settled;
    }

    /// <summary>Writes the fields of <paramref name="message"/> that name such domains anew into <paramref name="copy"/>.</summary>
    public static void Settle(MimeMessage message, MimeMessage copy)
    {
        foreach (var (told, written) in Lists(message).Zip(Lists(copy)))
        {
            if (!told.Mailboxes.Any(m => Settle(m) != m)) continue;
            written.Clear();
            written.AddRange(told.Select(Settle));
        }

        if (message.Sender is { } sender && Settle(sender) != sender) copy.Sender = Settle(sender);
        if (message.ResentSender is { } resent && Settle(resent) != resent) copy.ResentSender = Settle(resent);
    }

    static InternetAddress Settle(InternetAddress address) => address switch
    {
        MailboxAddress mailbox => Settle(mailbox),
        GroupAddress group => new GroupAddress(group.Encoding, group.Name, group.Members.Select(Settle)),
        _ => address,
    };

    static string Settle(string address)
    {
        var domain = address.LastIndexOf('@') + 1;
        return Ascii.IsValid(address.AsSpan(domain))
            ? address
            : address[..domain] + Accents.Normalize(address[domain..].EnumerateRunes().Select(Rune.ToLowerInvariant), NormalizationForm.FormC);
    }

    static IEnumerable<InternetAddressList> Lists(MimeMessage message) =>
    [
        message.From, message.ReplyTo, message.To, message.Cc, message.Bcc,
        message.ResentFrom, message.ResentReplyTo, message.ResentTo, message.ResentCc, message.ResentBcc,
    ];
}
