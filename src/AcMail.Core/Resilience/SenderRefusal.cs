namespace AcMail;

/// <summary>
/// Recognises a refusal of the sender where a server gives it to a recipient or to the message: Postfix holds it back until RCPT (smtpd_delay_reject), Exchange
/// until the end of the message.
/// </summary>
static class SenderRefusal
{
    /// <summary>Bad sender's mailbox, bad sender's system (RFC 3463), and Exchange's for who may not send as another.</summary>
    static readonly string[] Codes = ["5.1.7", "5.1.8", "5.7.60", "5.2.252"];

    static readonly string[] Words =
    [
        "sender address rejected", "sender rejected", "sender address is not allowed", "sender verify failed", "domain of sender address",
        "not owned by user", "not owned by auth", "send as this sender", "sendasdenied", "not allowed to send as", "from address is not one of your addresses",
        "not local sender",
    ];

    /// <summary>Who may write to whom is a matter of the recipient, whatever is said of the sender.</summary>
    static readonly string[] OfRecipients = ["recipient address rejected", "recipient rejected", "recipient verify failed"];

    public static bool IsMeantBy(string words)
    {
        if (OfRecipients.Any(w => words.Contains(w, StringComparison.OrdinalIgnoreCase))) return false;
        return Codes.Contains(CodeOf(words)) || Words.Any(w => words.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The enhanced status code, which comes first.</summary>
    static string CodeOf(string words) => string.Concat(words.TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
}
