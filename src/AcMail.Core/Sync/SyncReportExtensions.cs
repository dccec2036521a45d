namespace AcMail;

/// <summary>Conveniences for <see cref="SyncReport"/>.</summary>
public static class SyncReportExtensions
{
    /// <summary>Throws where the synchronisation failed or could not run; problems with single messages do not count.</summary>
    /// <exception cref="MailException">The report has a <see cref="SyncReport.Failure"/>.</exception>
    public static SyncReport EnsureSuccess(this SyncReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Failure is { } failure ? throw new MailException(failure) : report;
    }
}
