using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AcMail;

/// <summary>The names under which this library tells what it does, for OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>.</summary>
/// <remarks>No span or measurement carries an address, a login or content.</remarks>
public static class AcMailTelemetry
{
    /// <summary>The name of the activity source: spans <c>mail.connect</c>, <c>mail.sync</c> and <c>mail.submit</c>.</summary>
    public const string ActivitySourceName = "AcMail.Core";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "AcMail.Core";

    internal static readonly ActivitySource Source = new(ActivitySourceName);

    static readonly Meter Meter = new(MeterName);

    internal static readonly Counter<long> MessagesDownloaded =
        Meter.CreateCounter<long>("acmail.messages.downloaded", "{message}", "Messages downloaded.");

    internal static readonly Counter<long> BytesDownloaded =
        Meter.CreateCounter<long>("acmail.bytes.downloaded", "By", "Bytes of message content downloaded.");

    internal static readonly Counter<long> MessagesSubmitted =
        Meter.CreateCounter<long>("acmail.messages.submitted", "{message}", "Messages handed to a server, by outcome.");

    internal static readonly Histogram<double> SyncDuration =
        Meter.CreateHistogram<double>("acmail.sync.duration", "s", "How long synchronisations took.");

    internal static readonly UpDownCounter<long> Watched =
        Meter.CreateUpDownCounter<long>("acmail.watch.accounts", "{account}", "Accounts that are being watched.");

    static readonly Counter<long> WatchLosses =
        Meter.CreateCounter<long>("acmail.watch.losses", "{connection}", "Connections that broke while they were idle.");

    internal static Activity? StartConnect(MailEndpoint endpoint) => Start("mail.connect", endpoint);

    internal static Activity? StartSync(MailEndpoint endpoint) => Start("mail.sync", endpoint);

    internal static Activity? StartSubmit(MailEndpoint endpoint) => Start("mail.submit", endpoint);

    internal static void Fail(Activity? activity, MailErrorKind kind) =>
        activity?.SetTag("error.type", kind.ToString()).SetStatus(ActivityStatusCode.Error);

    internal static void Submitted(Activity? activity, SendReport report)
    {
        MessagesSubmitted.Add(1, new KeyValuePair<string, object?>("acmail.outcome", report.Outcome.ToString()));
        if (report.Failure is { } failure) Fail(activity, failure.Kind);
    }

    internal static void WatchLost(MailEndpoint server, MailErrorKind kind) => WatchLosses.Add(
        1, new("server.address", server.Host), new("server.port", server.Port), new("error.type", kind.ToString()));

    static Activity? Start(string name, MailEndpoint endpoint) => Source.StartActivity(name, ActivityKind.Client)?
        .SetTag("server.address", endpoint.Host)
        .SetTag("server.port", endpoint.Port)
        .SetTag("network.protocol.name", ProtocolName(endpoint.Protocol));

    static string ProtocolName(ServerProtocol protocol) => protocol switch
    {
        ServerProtocol.Imap => "imap",
        ServerProtocol.Pop3 => "pop3",
        _ => "smtp",
    };
}
