using Spectre.Console;

namespace AcMail.QuickStart;

/// <summary>Shows a synchronisation as a bar.</summary>
sealed class ProgressBar(ProgressTask task, string what) : IProgress<SyncProgress>
{
    public void Report(SyncProgress value)
    {
        task.Description = Markup.Escape($"{what} {value.Mailbox} {QuickStart.Report.Size(value.BytesDone)}");
        task.MaxValue = Math.Max(1, value.MessagesTotal);
        task.Value = value.MessagesDone;
    }
}
