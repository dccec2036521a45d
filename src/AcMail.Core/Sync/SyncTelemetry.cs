using System.Diagnostics;

namespace AcMail;

static class SyncTelemetry
{
    public static void Record(MailEndpoint server, SyncReport report, Activity? activity)
    {
        var tags = new TagList { { "server.address", server.Host }, { "server.port", server.Port } };
        AcMailTelemetry.MessagesDownloaded.Add(report.MessagesAdded, tags);
        AcMailTelemetry.BytesDownloaded.Add(report.BytesDownloaded, tags);
        if (report.Failure is { } failure)
        {
            tags.Add("error.type", failure.Kind.ToString());
            AcMailTelemetry.Fail(activity, failure.Kind);
        }

        AcMailTelemetry.SyncDuration.Record(report.Elapsed.TotalSeconds, tags);
    }
}
