using System.CommandLine;

namespace AcMail.Cli;

static class SendCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var draft = new DraftOptions();
        var once = Once();
        var command = new Command("send", Say.It("Send a message as this account.", "Envoyer un message depuis ce compte.")) { account };
        draft.AddTo(command);
        command.Options.Add(once);
        return command.Does(globals, async (context, parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(account);
            var options = context.Options(name);
            using var message = await draft.Read(parsed).ToMessageAsync(options, cancellationToken);
            var sender = context.Accounts[name].Sender;
            return Show(context.Output, parsed.GetValue(once) is { } key
                ? await sender.SendOnceAsync(message, key, cancellationToken)
                : await sender.SendAsync(message, cancellationToken));
        });
    }

    static Option<string?> Once()
    {
        var once = new Option<string?>("--once")
        {
            HelpName = "KEY",
            Description = Say.It("Send it unless it was sent under this key before.", "L'envoyer, sauf s'il l'a déjà été sous cette clé."),
        };
        once.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }]) result.AddError(Say.It("--once wants a key.", "--once demande une clé."));
        });
        return once;
    }

    /// <summary>Shows what became of one message; the exit code.</summary>
    public static int Show(StandardOutput output, SendReport report)
    {
        output.Show(SendView.From(report), CliJson.Readable.SendView, text => SendText.Write(text, report));
        SendText.NoteProblems(output, report);
        return SendText.ExitCode(report);
    }
}
