using AcMail.Storage;

namespace AcMail.Cli;

sealed record StoreProblemView(string Where, string Description)
{
    public static IReadOnlyList<StoreProblemView> From(IReadOnlyList<StoreProblem> problems) =>
        [.. problems.Select(p => new StoreProblemView(p.Where, p.Description.ToString()))];
}
