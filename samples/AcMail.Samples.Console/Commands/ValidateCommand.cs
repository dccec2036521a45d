using System.CommandLine;
using Microsoft.Extensions.Options;

namespace AcMail.Cli;

static class ValidateCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        return new Command("validate", Say.It(
            "Prove the settings: the rules first, then both servers. Nothing is sent or changed.",
            "Éprouver les réglages : les règles, puis les deux serveurs. Rien n'est envoyé ni modifié."))
        {
            account,
        }.Does(globals, (context, parsed, cancellationToken) => RunAsync(context, parsed.GetRequiredValue(account), cancellationToken));
    }

    static async Task<int> RunAsync(CliContext context, string account, CancellationToken cancellationToken)
    {
        var report = await CheckAsync(context, account, cancellationToken);
        context.Output.Show(ValidationView.From(report), CliJson.Readable.ValidationView, _ => Write(report));
        foreach (var check in report.Checks)
            if (check.Failure is { } failure) context.Output.Note($"{ValidationText.Of(check.Subject)}/{ValidationText.Of(check.Stage)}", failure);
        return report.Checks.FirstOrDefault(c => c.Failure is not null)?.Failure is { } first ? ExitCodes.From(first) : ExitCodes.Done;
    }

    static async Task<ValidationReport> CheckAsync(CliContext context, string account, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Service<ISettingsValidator>().ValidateAsync(account, context.Options(account), cancellationToken);
        }
        catch (OptionsValidationException e)
        {
            return new(account, [.. SettingsFailure.Each(e).Select(failure =>
                new ValidationCheck(ValidationSubject.Settings, ValidationStage.Rules, "", TimeSpan.Zero, failure))]);
        }
    }

    static void Write(ValidationReport report) => Tables.Write(
        [Say.It("Subject", "Objet"), Say.It("Stage", "Étape"), "", Say.It("Detail", "Détail"), "ms"],
        report.Checks.Select(c => new[]
        {
            ValidationText.Of(c.Subject), ValidationText.Of(c.Stage), c.Failure is null ? "ok" : Say.It("FAILED", "ÉCHEC"),
            c.Failure is null ? c.Detail : c.Failure.Message.ToString(), $"{c.Elapsed.TotalMilliseconds:0}",
        }));
}
