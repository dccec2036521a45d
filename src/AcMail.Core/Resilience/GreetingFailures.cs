using MailKit;
using MailKit.Net.Smtp;

namespace AcMail;

/// <summary>A server that is another one, or turns the connection away.</summary>
static class GreetingFailures
{
    public static MailFailure? Classify(Exception exception, ConnectionEvidence evidence)
    {
        if (exception is not (ProtocolException or CommandException)) return null;
        var greeting = evidence.Reply ?? evidence.FirstWords;
        if (exception is ProtocolException && Greeting.NameService(greeting) is { } name && !Greeting.IsFor(evidence.Endpoint!.Protocol, greeting))
        {
            return FailureTexts.Create(MailErrorKind.WrongService, evidence.Endpoint, ServerReplyText.Clean(greeting), new(name, name));
        }

        // MailKit says of any words that are no reply that they break the protocol of SMTP, and of a hang-up the same.
        if (exception is SmtpProtocolException && greeting.Length > 0 && !char.IsAsciiDigit(greeting[0]))
            return FailureTexts.Create(MailErrorKind.ProtocolError, evidence.Endpoint);
        return ReplyCode.Parse(evidence.Reply).IsRefusal
            ? FailureTexts.Create(MailErrorKind.ServerUnavailable, evidence.Endpoint, evidence.Reply)
            : null;
    }
}
