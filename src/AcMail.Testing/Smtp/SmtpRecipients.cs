namespace AcMail.Testing;

/// <summary>RCPT (RFC 5321 §4.1.1.3).</summary>
static class SmtpRecipients
{
    public static SmtpReply Rcpt(SmtpSession session, string argument)
    {
        if (session.Envelope is not { } envelope) return new(503, "5.5.1", "Send MAIL first.");
        if (envelope.IsChunked) return new(503, "5.5.1", "The message is begun already.");
        if (SmtpPath.Read(argument, "TO:") is not { IsNull: false } path) return new(501, "5.1.3", "The recipient is malformed.");
        if (SmtpParameter.ReadAll(path.Rest) is not { } parameters) return new(501, "5.5.4", "The parameters are malformed.");
        if (parameters.Select(p => Refusal(session, p)).FirstOrDefault(r => r is not null) is { } refusal) return refusal;
        if (!path.IsAscii && !envelope.IsInternational) return new(553, "5.6.7", "The recipient needs SMTPUTF8.");
        if (envelope.Recipients.Count >= session.Profile.MaximumRecipients) return new(452, "4.5.3", "Too many recipients.");
        if (SmtpRecipientPolicy.Refusal(session, envelope, path) is { } policy) return policy;
        envelope.Recipients.Add(new(path.Address, [.. parameters.Select(p => p.ToString())]));
        return new(250, "2.1.5", "The recipient is accepted.");
    }

    static SmtpReply? Refusal(SmtpSession session, SmtpParameter parameter)
    {
        var offered = session.IsExtended && session.Profile.Performs("DSN");
        return parameter.Name.ToUpperInvariant() switch
        {
            "NOTIFY" when offered => IsNotify(parameter.Value) ? null : Malformed("NOTIFY"),
            "ORCPT" when offered => IsOriginal(parameter.Value) ? null : Malformed("ORCPT"),
            _ => new(555, "5.5.4", $"The parameter {parameter.Name} is not offered."),
        };
    }

    // RFC 3461 §4.1.
    static bool IsNotify(string? value) =>
        value?.ToUpperInvariant().Split(',') is { } words
        && (words is ["NEVER"] || (words.All(w => w is "SUCCESS" or "FAILURE" or "DELAY") && words.Distinct().Count() == words.Length));

    // RFC 3461 §4.2: rfc822;david.martin+40ac-lyon.fr, or utf-8;… with SMTPUTF8 (RFC 6533 §3).
    static bool IsOriginal(string? value) =>
        value is { Length: <= 500 } && value.Split(';') is [{ Length: > 0 } type, { Length: > 0 } address]
        && (type.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || SmtpXText.IsValid(address));

    static SmtpReply Malformed(string name) => new(501, "5.5.4", $"The value of {name} is malformed.");
}
