using AcMail.Storage;

namespace AcMail.Cli;

sealed record DoctorView(
    string Account, bool Rebuilt, long Contents, long Messages, long Bytes, long UnknownContents, long UnusedBytes,
    IReadOnlyList<StoreProblemView> Problems)
{
    public static DoctorView From(string account, bool rebuilt, StoreCheckReport report) => new(
        account, rebuilt, report.Contents, report.Messages, report.Bytes, report.UnknownContents, report.UnusedBytes,
        StoreProblemView.From(report.Problems));
}
