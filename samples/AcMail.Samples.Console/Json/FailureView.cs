using System.Text.Json.Serialization;

namespace AcMail.Cli;

sealed record ErrorView(FailureView Error);

sealed record FailureView(string Kind, string Message, string Remedy, string? ServerReply)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NotBefore { get; init; }

    public static FailureView From(CliProblem problem) =>
        new(problem.Kind, problem.Message, problem.Remedy, problem.ServerReply) { NotBefore = problem.NotBefore };

    public static FailureView? From(MailFailure? failure) => failure is null ? null : From(CliProblem.From(failure));
}
