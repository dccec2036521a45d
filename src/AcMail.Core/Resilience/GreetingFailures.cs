using MailKit;

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

        return ReplyCode.Parse(evidence.Reply).IsRefusal
            ? FailureTexts.Create(MailErrorKind.ServerUnavailable, evidence.Endpoint, evidence.Reply)
            : null;
    }
}
