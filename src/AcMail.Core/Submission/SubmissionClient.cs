using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace AcMail;

/// <summary>An SMTP client for which a refused recipient does not stop the others, and which transmits bytes as they are.</summary>
sealed class SubmissionClient(IProtocolLogger log) : SmtpClient(log)
{
    readonly List<RecipientAnswer> _answers = [];
    long _size;

    /// <summary>What the server said to each recipient of the last message.</summary>
    public IReadOnlyList<RecipientAnswer> Answers => _answers;

    /// <summary>Whether a message has gone over this connection.</summary>
    public bool HasServed { get; private set; }

    public bool IsTooLarge(long size) => Capabilities.HasFlag(SmtpCapabilities.Size) && MaxSize > 0 && size > MaxSize;

    /// <summary>
    /// Whether <paramref name="address"/> can be told to this server: without SMTPUTF8 it must be ASCII, its domain in its encoded form (RFC 6531 §3.2).
    /// </summary>
    public bool CanName(MailboxAddress address) => Capabilities.HasFlag(SmtpCapabilities.UTF8) || Ascii.IsValid(address.GetAddress(idnEncode: true));

    /// <summary>Submits to those recipients whom the server can be told of.</summary>
    public async Task<string> SubmitAsync(OutgoingMessage message, ITransferProgress progress, CancellationToken cancellationToken)
    {
        _answers.Clear();
        _size = message.Bytes.Length;
        var named = message.Recipients.Where(CanName).ToList();
        _answers.AddRange(message.Recipients.Except(named).Select(r => new RecipientAnswer(r.Address, RecipientAnswer.NotAsked, "")));
        var reply = await SendAsync(FormatOptions.Default, message.Parsed, message.Sender, named, cancellationToken, progress)
            .ConfigureAwait(false);
        HasServed = true;
        return reply;
    }

    /// <summary>Whether the server would take mail from and to <paramref name="address"/>. Nothing is sent.</summary>
    /// <exception cref="SmtpCommandException">It would not.</exception>
    public async Task TryEnvelopeAsync(MailboxAddress address, CancellationToken cancellationToken)
    {
        var path = AddressDomains.Settle(address).GetAddress(idnEncode: true);
        Demand(await SendCommandAsync($"MAIL FROM:<{path}>", cancellationToken).ConfigureAwait(false), SmtpErrorCode.SenderNotAccepted, address);
        Demand(await SendCommandAsync($"RCPT TO:<{path}>", cancellationToken).ConfigureAwait(false), SmtpErrorCode.RecipientNotAccepted, address);
        await SendCommandAsync("RSET", cancellationToken).ConfigureAwait(false);
    }

    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
    {
        // The stored bytes are final.
    }

    protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) => Task.FromResult(_size);

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Note(mailbox, response);

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Note(mailbox, response);

    void Note(MailboxAddress mailbox, SmtpResponse response) => _answers.Add(new(mailbox.Address, (int)response.StatusCode, response.Response));

    static void Demand(SmtpResponse response, SmtpErrorCode step, MailboxAddress address)
    {
        if ((int)response.StatusCode is < 200 or >= 300) throw new SmtpCommandException(step, response.StatusCode, address, response.Response);
    }
}

/// <summary>The server's reply to one RCPT, or <see cref="NotAsked"/>.</summary>
readonly record struct RecipientAnswer(string Address, int Status, string Text)
{
    public const int NotAsked = 0;

    public bool Accepted => Status is > NotAsked and < 300;
}
