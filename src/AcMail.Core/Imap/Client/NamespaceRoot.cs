using MailKit;

namespace AcMail;

/// <summary>The mailbox where a namespace begins (RFC 2342): MailKit neither renames nor deletes it, and says so as for a wrong call.</summary>
static class NamespaceRoot
{
    public static bool IsMeantBy(Exception exception) =>
        exception is InvalidOperationException and not (ServiceNotConnectedException or ServiceNotAuthenticatedException);

    public static MailFailure Classify(Exception exception, ImapLink link) =>
        IsMeantBy(exception) ? FailureTexts.Create(MailErrorKind.CommandRefused, null) : link.Classify(exception);
}
