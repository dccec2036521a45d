using System.Globalization;

namespace AcMail.Testing;

/// <summary>Checks the values of MAIL's parameters; <see langword="null"/> stands for a good one.</summary>
static class SmtpMailParameters
{
    const int MaximumEnvId = 100;

    // RFC 1870 §4: up to 20 digits.
    public static SmtpReply? Size(string? value, long maximum)
    {
        if (!ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return Malformed("SIZE");
        return size > (ulong)maximum ? new(552, "5.3.4", $"A message may have {maximum} octets.") : null;
    }

    // RFC 6152 §2, RFC 3030 §3.
    public static SmtpReply? Body(string? value, bool mayBeBinary) => value?.ToUpperInvariant() switch
    {
        "7BIT" or "8BITMIME" => null,
        "BINARYMIME" when mayBeBinary => null,
        _ => Malformed("BODY"),
    };

    // RFC 6531 §3.4.
    public static SmtpReply? SmtpUtf8(string? value) => value is null ? null : Malformed("SMTPUTF8");

    // RFC 3461 §4.3.
    public static SmtpReply? Ret(string? value) => value?.ToUpperInvariant() is "FULL" or "HDRS" ? null : Malformed("RET");

    // RFC 3461 §4.4.
    public static SmtpReply? EnvId(string? value) =>
        value is { Length: <= MaximumEnvId } && SmtpXText.IsValid(value) ? null : Malformed("ENVID");

    // RFC 4954 §5.
    public static SmtpReply? Auth(string? value) =>
        value is not null && (value == "<>" || SmtpXText.IsValid(value)) ? null : Malformed("AUTH");

    static SmtpReply Malformed(string name) => new(501, "5.5.4", $"The value of {name} is malformed.");
}
