using AcMail.Storage;

namespace AcMail.Cli;

sealed record CompactionView(string Account, long Contents, long Bytes, IReadOnlyList<StoreProblemView> Problems)
{
    public static CompactionView From(string account, StoreCompactionReport report) =>
        new(account, report.Contents, report.Bytes, StoreProblemView.From(report.Problems));
}
