using MailKit.Security;

namespace AcMail;

/// <summary>What went wrong before or in the TLS handshake, told apart by what was seen, not by the system's words.</summary>
static class TlsFailures
{
    public static MailFailure? Classify(Exception exception, ConnectionEvidence evidence)
    {
        if (evidence.Certificate is { IsMissing: false } refused) return Certificate(refused, evidence.Endpoint);
        if (evidence.AnswersTls) return FailureTexts.Create(MailErrorKind.TlsServer, evidence.Endpoint);
        if (exception is NotSupportedException) return FailureTexts.Create(MailErrorKind.StartTlsNotOffered, evidence.Endpoint);
        if (exception is not SslHandshakeException) return null;
        if (IsPlaintext(evidence)) return Plaintext(evidence);
        return FindInner<TimeoutException>(exception) is null
            ? FailureTexts.Explain(MailErrorKind.TlsHandshakeFailed, evidence.Endpoint, exception.GetBaseException().Message.TrimEnd('.'))
            : FailureTexts.Create(MailErrorKind.Timeout, evidence.Endpoint);
    }

    static MailFailure Certificate(CertificateVerdict verdict, MailEndpoint? endpoint)
    {
        var kind = verdict switch
        {
            { IsOutOfDate: true } => MailErrorKind.CertificateExpired,
            { HasOtherName: true } => MailErrorKind.CertificateNameMismatch,
            _ => MailErrorKind.CertificateUntrusted,
        };
        var reasons = FailureTexts.CertificateReasons(verdict);
        return kind == MailErrorKind.CertificateUntrusted
            ? FailureTexts.Create(kind, FailureTexts.Untrusted(Pairs(verdict.Fingerprint)), endpoint, reply: null, reasons)
            : FailureTexts.Create(kind, endpoint, detail: reasons);
    }

    /// <summary>As browsers and openssl show it, so that two can be compared.</summary>
    static string Pairs(string fingerprint) => string.Join(':', fingerprint.Chunk(2).Select(p => new string(p)));

    static bool IsPlaintext(ConnectionEvidence evidence) =>
        evidence is { Endpoint.Security: ConnectionSecurity.ImplicitTls, FirstWords: not "" } && !TlsProbe.IsTls(evidence.FirstWords);

    static MailFailure Plaintext(ConnectionEvidence evidence)
    {
        var reply = ServerReplyText.Clean(evidence.FirstWords.Split('\n')[0]);
        return Greeting.NameService(reply) is { } name && !Greeting.IsFor(evidence.Endpoint!.Protocol, reply)
            ? FailureTexts.Create(MailErrorKind.WrongService, evidence.Endpoint, reply, new(name, name))
            : FailureTexts.Create(MailErrorKind.PlaintextServer, evidence.Endpoint, reply);
    }

    static T? FindInner<T>(Exception exception) where T : Exception
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is T found) return found;
        }

        return null;
    }
}
