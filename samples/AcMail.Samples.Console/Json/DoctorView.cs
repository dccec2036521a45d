using AcMail.Storage;

namespace AcMail.Cli;

sealed record DoctorView(string Account, bool Rebuilt, long Contents, long Messages, long Bytes, long UnknownContents, IReadOnlyList<StoreProblemView> Problems)
{
    public static DoctorView From(string account, bool rebuilt, StoreCheckReport report) => new(
        account, rebuilt, report.Contents, report.Messages, report.Bytes, report.UnknownContents,
        [.. report.Problems.Select(p => new StoreProblemView(p.Where, p.Description.ToString()))]);
}

sealed record StoreProblemView(string Where, string Description);
