using System.Globalization;

namespace AcMail;

/// <summary>The sentences for each kind of failure.</summary>
static partial class FailureTexts
{
    public static MailFailure Create(MailErrorKind kind, MailEndpoint? endpoint, string? reply = null, MailText? detail = null) =>
        Create(kind, Find(kind), endpoint, reply, detail);

    public static MailFailure Explain(MailErrorKind kind, MailEndpoint? endpoint, string detail) =>
        Create(kind, endpoint, reply: null, new MailText(detail, detail));

    public static MailFailure Create(MailErrorKind kind, FailureText text, MailEndpoint? endpoint, string? reply, MailText? detail)
    {
        var told = detail ?? Silence(reply);
        return new(kind, Fill(text.Message, endpoint, told), Fill(text.Remedy, endpoint, told))
        {
            ServerReply = reply is null ? null : ServerReplyText.Clean(reply),
            Endpoint = endpoint,
        };
    }

    static FailureText Find(MailErrorKind kind) =>
        Network(kind) ?? Tls(kind) ?? Authentication(kind) ?? Mailboxes(kind) ?? Submission(kind) ?? Unexpected;

    static MailText Silence(string? reply) => reply is null ? new("no explanation", "sans explication") : Words(ServerReplyText.Clean(reply));

    static MailText Words(string words) => new(words, words);

    static MailText Fill(MailText text, MailEndpoint? endpoint, MailText detail) =>
        new(Fill(text.English, endpoint, detail.English, "the server"), Fill(text.French, endpoint, detail.French, "le serveur"));

    static string Fill(string text, MailEndpoint? endpoint, string detail, string unnamed)
    {
        // The sentence around the server's words may have a full stop of its own.
        if (text.Contains("{2}.", StringComparison.Ordinal)) detail = detail.TrimEnd('.');
        return string.Format(CultureInfo.InvariantCulture, text, endpoint?.ToString() ?? unnamed, endpoint?.UserName, detail, ProtocolName(endpoint));
    }

    static string ProtocolName(MailEndpoint? endpoint) => endpoint?.Protocol switch
    {
        ServerProtocol.Imap => "IMAP",
        ServerProtocol.Pop3 => "POP3",
        ServerProtocol.Smtp => "SMTP",
        _ => "mail",
    };

    static FailureText Text(string english, string french, string remedyEnglish, string remedyFrench) =>
        new(new(english, french), new(remedyEnglish, remedyFrench));

    static FailureText Unexpected { get; } = Text(
        "Something unexpected happened with {0}: {2}.", "Une erreur inattendue est survenue avec {0} : {2}.",
        "If it comes back, report it with the log.", "Si elle se répète, signalez-la avec le journal.");
}
