using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using Polly.Timeout;

namespace AcMail;

/// <summary>What can happen at any time: the network, the connection, and what nobody thought of.</summary>
static class OtherFailures
{
    public static MailFailure Classify(Exception exception, ConnectionEvidence evidence)
    {
        if ((exception as SocketException ?? exception.InnerException) is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets })
            return FailureTexts.Create(MailErrorKind.NetworkUnreachable, FailureTexts.TooManyOpen, evidence.Endpoint, evidence.Reply, null);
        var kind = KindOf(exception);
        return kind == MailErrorKind.Unexpected
            ? FailureTexts.Create(kind, evidence.Endpoint, evidence.Reply, new(Name(exception), Name(exception)))
            : FailureTexts.Create(kind, evidence.Endpoint, evidence.Reply);
    }

    static MailErrorKind KindOf(Exception exception) => exception switch
    {
        SocketException socket => KindOf(socket.SocketErrorCode),
        TimeoutException or TimeoutRejectedException => MailErrorKind.Timeout,
        ServiceNotConnectedException => MailErrorKind.ConnectionLost,
        SmtpProtocolException => MailErrorKind.ConnectionLost,
        ProtocolException protocol => IsHangUp(protocol) ? MailErrorKind.ConnectionLost : MailErrorKind.ProtocolError,
        InvalidDataException => MailErrorKind.ProtocolError,
        CommandException => MailErrorKind.CommandRefused,
        IOException { InnerException: (SocketException or TimeoutException) and var inner } => KindOf(inner),
        IOException => MailErrorKind.ConnectionLost,
        _ => MailErrorKind.Unexpected,
    };

    static MailErrorKind KindOf(SocketError error) => error switch
    {
        SocketError.HostNotFound => MailErrorKind.HostNotFound,
        SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => MailErrorKind.NameResolutionFailed,
        SocketError.ConnectionRefused => MailErrorKind.ConnectionRefused,
        SocketError.TimedOut => MailErrorKind.Timeout,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown or
            SocketError.AddressNotAvailable or SocketError.AccessDenied => MailErrorKind.NetworkUnreachable,
        _ => MailErrorKind.ConnectionLost,
    };

    /// <summary>MailKit's own words, which no system language changes.</summary>
    static bool IsHangUp(ProtocolException exception) =>
        exception.InnerException is not null || exception.Message.Contains("disconnect", StringComparison.OrdinalIgnoreCase);

    static string Name(Exception exception) => exception.GetType().Name;
}
