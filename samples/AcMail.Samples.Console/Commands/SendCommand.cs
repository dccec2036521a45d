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

    /// <summary>Shows what became of one message; the exit code.</summary>
    public static int Show(StandardOutput output, SendReport report)
    {
        output.Show(SendView.From(report), CliJson.Readable.SendView, text => SendText.Write(text, report));
        SendText.NoteProblems(output, report);
        return SendText.ExitCode(report);
    }
}
