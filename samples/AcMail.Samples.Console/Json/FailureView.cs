namespace AcMail.Cli;

sealed record ErrorView(FailureView Error);

sealed record FailureView(string Kind, string Message, string Remedy, string? ServerReply)
{
    public static FailureView From(CliProblem problem) => new(problem.Kind, problem.Message, problem.Remedy, problem.ServerReply);

    public static FailureView? From(MailFailure? failure) => failure is null ? null : From(CliProblem.From(failure));
}
