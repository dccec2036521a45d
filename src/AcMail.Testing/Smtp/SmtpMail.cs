namespace AcMail.Testing;

/// <summary>MAIL (RFC 5321 §4.1.1.2).</summary>
static class SmtpMail
{
    public static SmtpReply Mail(SmtpSession session, string argument)
    {
        if (session.NeedsTls) return SmtpReply.TlsFirst;
        if (!session.IsGreeted) return new(503, "5.5.1", "Send EHLO first.");
        if (session.Profile.RequiresAuthentication && session.User is null) return new(530, "5.7.0", "Authentication required.");
        if (session.Envelope is not null) return new(503, "5.5.1", "A message is begun already.");
        if (SmtpPath.Read(argument, "FROM:") is not { } path || path.Address.Equals("postmaster", StringComparison.OrdinalIgnoreCase))
            return new(501, "5.1.7", "The sender is malformed.");
        if (SmtpParameter.ReadAll(path.Rest) is not { } parameters) return new(501, "5.5.4", "The parameters are malformed.");
        if (parameters.Select(p => Refusal(session, p)).FirstOrDefault(r => r is not null) is { } refusal) return refusal;
        if (!path.IsAscii && !parameters.Any(p => p.Is("SMTPUTF8"))) return new(553, "5.6.7", "The sender needs SMTPUTF8.");
        if (!MayUse(session, path)) return new(553, "5.7.1", $"{path.Address} is not an address of {session.User!.Name}.");
        session.Envelope = new(path.Address, parameters, session.Profile.MaximumSize);
        return new(250, "2.1.0", "The sender is accepted.");
    }

    static bool MayUse(SmtpSession session, SmtpPath path) =>
        !session.Profile.OwnSenderOnly || path.IsNull || session.User is not { } user
        || user.Addresses.Contains(path.Address, StringComparer.OrdinalIgnoreCase);

    static SmtpReply? Refusal(SmtpSession session, SmtpParameter parameter) => parameter.Name.ToUpperInvariant() switch
    {
        "SIZE" when Offers(session, "SIZE") => SmtpMailParameters.Size(parameter.Value, session.Profile.MaximumSize),
        "BODY" when Offers(session, "8BITMIME") => SmtpMailParameters.Body(parameter.Value, Offers(session, "BINARYMIME")),
        "SMTPUTF8" when Offers(session, "SMTPUTF8") => SmtpMailParameters.SmtpUtf8(parameter.Value),
        "RET" when Offers(session, "DSN") => SmtpMailParameters.Ret(parameter.Value),
        "ENVID" when Offers(session, "DSN") => SmtpMailParameters.EnvId(parameter.Value),
        "AUTH" when Offers(session, "AUTH") => SmtpMailParameters.Auth(parameter.Value),
        _ => new(555, "5.5.4", $"The parameter {parameter.Name} is not offered."),
    };

    static bool Offers(SmtpSession session, string extension) => session.IsExtended && session.Profile.Performs(extension);
}
