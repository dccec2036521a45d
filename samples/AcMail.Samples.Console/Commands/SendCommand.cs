using System.CommandLine;

namespace AcMail.Cli;

static class SendCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var draft = new DraftOptions();
        var command = new Command("send", Say.It("Send a message as this account.", "Envoyer un message depuis ce compte.")) { account };
        draft.AddTo(command);
        return command.Does(globals, async (context, parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(account);
            var options = context.Options(name);
            using var message = await draft.Read(parsed).ToMessageAsync(options, cancellationToken);
            return Show(context.Output, await context.Accounts[name].Sender.SendAsync(message, cancellationToken));
        });
    }

    static int Show(StandardOutput output, SendReport report)
    {
        output.Show(SendView.From(report), CliJson.Readable.SendView, text => text.Line($"{report.Id}  {Outcome(report.Outcome)}  <{report.MessageId}>"));
        if (report.Failure is { } failure) output.Note(Outcome(report.Outcome), failure);
        foreach (var recipient in report.Recipients)
            if (recipient.Failure is { } refusal) output.Note(recipient.Address, refusal);
        if (report.SentCopyFailure is { } copy) output.Note(Say.It("copy in Sent", "copie dans Envoyés"), copy);
        return report switch
        {
            { Outcome: SendOutcome.Accepted, SentCopyFailure: null } => ExitCodes.Done,
            { Outcome: SendOutcome.Accepted or SendOutcome.PartlyAccepted } => ExitCodes.Problems,
            _ => ExitCodes.From(report.Failure?.Kind ?? report.Recipients.FirstOrDefault(r => r.Failure is not null)?.Failure?.Kind ?? MailErrorKind.DeliveryUnknown),
        };
    }

    static string Outcome(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted => Say.It("accepted", "accepté"),
        SendOutcome.PartlyAccepted => Say.It("accepted for some recipients", "accepté pour certains destinataires"),
        SendOutcome.Rejected => Say.It("rejected", "refusé"),
        SendOutcome.Deferred => Say.It("not accepted for now", "pas accepté pour l’instant"),
        _ => Say.It("of unknown fate", "au sort inconnu"),
    };
}
