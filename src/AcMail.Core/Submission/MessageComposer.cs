using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace AcMail;

/// <summary>Turns what the caller built into what is transmitted. The caller's message is left alone.</summary>
static class MessageComposer
{
    const int LongestLine = 998, KeyDigits = 32;

    /// <param name="message">What the caller built.</param>
    /// <param name="now">The time.</param>
    /// <param name="key">What makes its Message-ID, where it is to be sent once; <see langword="null"/> where it has its own.</param>
    /// <exception cref="MailException">It has no usable sender or recipient, or a Message-ID that is not ours to change.</exception>
    public static OutgoingMessage Compose(MimeMessage message, DateTimeOffset now, string? key = null)
    {
        if (key is not null && IsResent(message)) throw Invalid(PassedOn);
        var sender = AddressDomains.Settle(SenderOf(message) ?? throw Invalid(NoSender));
        var recipients = RecipientsOf(message).Select(AddressDomains.Settle)
            .DistinctBy(r => r.GetAddress(idnEncode: true), StringComparer.OrdinalIgnoreCase).ToList();
        if (recipients.Count == 0) throw Invalid(NoRecipient);
        foreach (var address in recipients.Prepend(sender)) Check(address);
        foreach (var field in message.Headers) Check(field, EnvelopeFields(message));

        var written = MessageBytes.Write(message);
        using var copy = MessageBytes.Parse(written);
        AddressDomains.Settle(message, copy);
        if (!copy.Headers.Contains(HeaderId.Date)) copy.Date = now;
        if (key is not null) copy.MessageId = MessageIdOf(key, sender);
        else if (string.IsNullOrEmpty(copy.MessageId)) copy.MessageId = MimeUtils.GenerateMessageId(DomainOf(sender));

        // Every server takes seven bits, so the bytes need not change when it is known which one it will be.
        copy.Prepare(EncodingConstraint.SevenBit, LongestLine);
        if (LoneReturns.AreIn(written)) LoneReturns.Encode(copy.Body);
        var (bytes, parsed) = MessageBytes.Settle(copy);
        return new(bytes, parsed, sender, recipients);
    }

    /// <summary>A message that is passed on unchanged keeps its first fields; the envelope is in those for that (RFC 5322 §3.6.6).</summary>
    static bool IsResent(MimeMessage message) => message.ResentSender is not null || message.ResentFrom.Count > 0;

    public static MailboxAddress? SenderOf(MimeMessage message) => IsResent(message)
        ? message.ResentSender ?? message.ResentFrom.Mailboxes.FirstOrDefault()
        : message.Sender ?? message.From.Mailboxes.FirstOrDefault();

    static HeaderId[] EnvelopeFields(MimeMessage message) => IsResent(message)
        ? [HeaderId.ResentTo, HeaderId.ResentCc, HeaderId.ResentBcc]
        : [HeaderId.To, HeaderId.Cc, HeaderId.Bcc];

    public static IEnumerable<MailboxAddress> RecipientsOf(MimeMessage message)
    {
        InternetAddressList[] lists = IsResent(message) ? [message.ResentTo, message.ResentCc, message.ResentBcc] : [message.To, message.Cc, message.Bcc];
        return lists.SelectMany(l => l.Mailboxes);
    }

    static string DomainOf(MailboxAddress sender) => sender.GetAddress(idnEncode: true)[(sender.GetAddress(idnEncode: true).LastIndexOf('@') + 1)..];

    static string MessageIdOf(string key, MailboxAddress sender) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..KeyDigits]}@{CultureInfo.InvariantCulture.TextInfo.ToLower(DomainOf(sender))}";

    static void Check(MailboxAddress address)
    {
        var at = address.Address.LastIndexOf('@');
        if (at <= 0 || at == address.Address.Length - 1) throw Invalid(NoAddress(address.Address));
    }

    static void Check(Header field, HeaderId[] envelope)
    {
        if (!HeaderLines.AreOneField(field.RawValue)) throw Invalid(LineBreak(field.Field));
        // MimeKit passes over what it cannot read, and whoever is named there would get nothing.
        if (envelope.Contains(field.Id) && field.Value.Contains('@', StringComparison.Ordinal) && !InternetAddressList.TryParse(field.RawValue, out _))
            throw Invalid(Unreadable(field.Field, field.Value));
    }

    static MailException Invalid(MailText problem) => new(new MailFailure(
        MailErrorKind.InvalidMessage, problem,
        new("Complete the message and send it again.", "Complétez le message puis renvoyez-le.")));

    static MailText NoSender { get; } = new("The message has no sender (From).", "Le message n'a pas d'expéditeur (From).");

    static MailText NoRecipient { get; } = new("The message has no recipient (To, Cc or Bcc).", "Le message n'a pas de destinataire (To, Cc ou Bcc).");

    static MailText PassedOn { get; } = new(
        "A message that is passed on (Resent-From) keeps its Message-ID and cannot be sent under a key.",
        "Un message réexpédié (Resent-From) garde son Message-ID et ne peut pas être envoyé sous une clé.");

    static MailText NoAddress(string address) => new($"'{address}' is not a complete address.", $"« {address} » n'est pas une adresse complète.");

    static MailText LineBreak(string field) => new(
        $"The field {field} holds a line break, after which another field would begin.",
        $"Le champ {field} contient un saut de ligne, après lequel un autre champ commencerait.");

    static MailText Unreadable(string field, string value) => new(
        $"Not all recipients in {field} can be read (a comma stands between two): {ServerReplyText.Clean(value)}",
        $"Les destinataires de {field} ne sont pas tous lisibles (une virgule en sépare deux) : {ServerReplyText.Clean(value)}");
}
