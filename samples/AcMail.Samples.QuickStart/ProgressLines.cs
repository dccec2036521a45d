namespace AcMail.QuickStart;

/// <summary>Shows a synchronisation as a line whenever messages have come.</summary>
sealed class ProgressLines(Report report) : IProgress<SyncProgress>
{
    (string?, int) _last;

    public void Report(SyncProgress value)
    {
        if (value.MessagesDone == 0 || (value.Mailbox, value.MessagesDone) == _last) return;
        _last = (value.Mailbox, value.MessagesDone);
        report.Line($"… {value.Mailbox}: {value.MessagesDone}/{value.MessagesTotal}, {QuickStart.Report.Size(value.BytesDone)}");
    }
}
