using Microsoft.Extensions.Options;

namespace AcMail.Cli;

/// <summary>Why a command ended without a result.</summary>
sealed record CliProblem(string Kind, string Message, string Remedy, string? ServerReply, int ExitCode)
{
    /// <summary>When to try again, where the server says so.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public static CliProblem From(Exception exception, Signals signals) => exception switch
    {
        MailException mail => From(mail.Failure),
        OptionsValidationException invalid => From(SettingsFailure.From(invalid)),
        UsageException usage => new(
            "usage", usage.Message, Say.It("'acmail --help' shows the usage.", "« acmail --help » montre l'usage."), null, ExitCodes.Usage),
        OperationCanceledException when signals.Token.IsCancellationRequested => new(
            "cancelled", Say.It("Cancelled.", "Annulé."), Say.It("What was done stays done.", "Ce qui est fait reste fait."), null, signals.ExitCode),
        IOException or UnauthorizedAccessException => From(CannotReadOrWrite(exception)),
        _ => From(Unexpected(exception)),
    };

    public static CliProblem From(MailFailure failure) => new(
        Names.Of(failure.Kind), failure.Message.ToString(), failure.Remedy.ToString(), failure.ServerReply, ExitCodes.From(failure))
    {
        NotBefore = failure.NotBefore,
    };

    /// <summary>A file named on the command line, or an output that is closed or on a full disk.</summary>
    static MailFailure CannotReadOrWrite(Exception exception) => new(
        MailErrorKind.StorageUnavailable,
        new($"Something cannot be read or written: {exception.Message}", $"Lecture ou écriture impossible : {exception.Message}"),
        new("Look at the files and at where the output goes. What was done stays done.",
            "Vérifiez les fichiers et la destination de la sortie. Ce qui est fait reste fait."));

    public static MailFailure Unexpected(Exception exception)
    {
        var what = $"{exception.GetType().Name}: {exception.Message}".ReplaceLineEndings(" ");
        return new(
            MailErrorKind.Unexpected, new($"A defect of acmail: {what}", $"Un défaut d'acmail : {what}"),
            new("ACMAIL_DEBUG=1 shows the details.", "ACMAIL_DEBUG=1 en montre le détail."));
    }
}
