using System.CommandLine;

namespace AcMail.Cli;

static class OutboxCommand
{
    const string List = "list", Flush = "flush", Retry = "retry", Cancel = "cancel";

    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var verb = new Argument<string>("list|flush|retry|cancel")
        {
            DefaultValueFactory = _ => List,
            Description = Say.It(
                "list: what was not sent, and why; flush: send what waits, and file the copies that are owed; retry: send one again, which may arrive twice "
                + "where nobody knows its fate; cancel: take one out, never to be sent.",
                "list : ce qui n'est pas parti, et pourquoi ; flush : envoyer ce qui attend et classer les copies dues ; retry : renvoyer un message, qui peut "
                + "arriver deux fois si son sort est inconnu ; cancel : en retirer un, qui ne partira jamais."),
        };
        verb.AcceptOnlyFromAmong(List, Flush, Retry, Cancel);
        var id = new Argument<long?>("ID")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = Say.It("The message to send again or to cancel, as list prints it.", "Le message à renvoyer ou à annuler, tel que list l'écrit."),
        };
        var command = new Command("outbox", Say.It("See to the messages that were not sent.", "S'occuper des messages qui ne sont pas partis."))
        {
            account, verb, id,
        };
        command.Validators.Add(result =>
        {
            var chosen = result.GetResult(verb)?.Tokens is [{ Value: var told }] ? told : List;
            var isNamed = result.GetResult(id) is { Tokens.Count: > 0 };
            if (chosen is Retry or Cancel && !isNamed) result.AddError(Say.It($"{chosen} needs the ID of a message.", $"{chosen} attend l'ID d'un message."));
            if (chosen is List or Flush && isNamed) result.AddError(Say.It($"{chosen} takes no ID.", $"{chosen} n'attend pas d'ID."));
        });
        return command.Does(globals, (context, parsed, cancellationToken) =>
        {
            var sender = context.Accounts[parsed.GetRequiredValue(account)].Sender;
            return parsed.GetRequiredValue(verb) switch
            {
                Flush => FlushAsync(context.Output, sender, cancellationToken),
                Retry => RetryAsync(context.Output, sender, parsed.GetValue(id)!.Value, cancellationToken),
                Cancel => CancelAsync(context.Output, sender, parsed.GetValue(id)!.Value, cancellationToken),
                _ => ListAsync(context.Output, sender, cancellationToken),
            };
        });
    }

    static async Task<int> ListAsync(StandardOutput output, IMailSender sender, CancellationToken cancellationToken)
    {
        var entries = await sender.GetOutboxAsync(cancellationToken);
        IReadOnlyList<OutboxEntryView> views = [.. entries.Select(OutboxEntryView.From)];
        output.Show(views, CliJson.Readable.IReadOnlyListOutboxEntryView, _ => Tables.Write(
            ["ID", Say.It("State", "État"), Say.It("Stored", "Enregistré"), Say.It("To", "À"), Say.It("Subject", "Sujet"), Say.It("Last reply", "Dernière réponse")],
            entries.Select(e => new[]
            {
                $"{e.Id}", State(e.State), $"{e.QueuedAt.ToLocalTime():yyyy-MM-dd HH:mm}", string.Join(", ", e.Recipients),
                e.Subject, e.LastReply,
            })));
        return ExitCodes.Done;
    }

    static async Task<int> FlushAsync(StandardOutput output, IMailSender sender, CancellationToken cancellationToken)
    {
        var reports = await sender.FlushAsync(cancellationToken);
        IReadOnlyList<SendView> views = [.. reports.Select(SendView.From)];
        output.Show(views, CliJson.Readable.IReadOnlyListSendView, text =>
        {
            foreach (var report in reports) SendText.Write(text, report);
        });
        foreach (var report in reports) SendText.NoteProblems(output, report);
        return ExitCodes.Of([.. reports.Select(SendText.ExitCode)]);
    }

    static async Task<int> RetryAsync(StandardOutput output, IMailSender sender, long id, CancellationToken cancellationToken) =>
        SendCommand.Show(output, await sender.RetryAsync(id, cancellationToken));

    static async Task<int> CancelAsync(StandardOutput output, IMailSender sender, long id, CancellationToken cancellationToken)
    {
        await sender.DiscardAsync(id, cancellationToken);
        output.Show(new OutboxCancelView(id), CliJson.Readable.OutboxCancelView, text => text.Line(Say.It($"{id}  cancelled", $"{id}  annulé")));
        return ExitCodes.Done;
    }

    static string State(OutboxState state) => state switch
    {
        OutboxState.Queued => Say.It("waits", "en attente"),
        OutboxState.Sending => Say.It("is being sent", "en cours d'envoi"),
        OutboxState.Rejected => Say.It("rejected", "refusé"),
        OutboxState.Unknown => Say.It("of unknown fate", "au sort inconnu"),
        _ => Say.It("sent; its copy is owed", "envoyé ; copie à classer"),
    };
}
