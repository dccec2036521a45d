using System.CommandLine;
using System.Globalization;

namespace AcMail.Cli;

static class ShowCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var id = new Argument<long>("ID") { Description = Say.It("The message's id, as list prints it.", "Le numéro du message, tel que list l’écrit.") };
        var raw = new Option<bool>("--raw") { Description = Say.It("The exact bytes, as they were received.", "Les octets exacts, tels que reçus.") };
        var command = new Command("show", Say.It("Show a message: its headers and its text.", "Montrer un message : ses en-têtes et son texte.")) { account, id, raw };
        command.Validators.Add(result =>
        {
            if (result.GetValue(raw) && result.GetValue(globals.Json))
                result.AddError(Say.It("--raw and --json exclude each other.", "--raw et --json s’excluent."));
        });
        return command.Does(globals, async (context, parsed, cancellationToken) =>
        {
            var replica = context.Accounts[parsed.GetRequiredValue(account)].Replica;
            var message = await replica.FindAsync(parsed.GetValue(id), cancellationToken) ?? throw NotFound(parsed.GetValue(id));
            await using var content = await replica.OpenContentAsync(message.Id, cancellationToken);
            if (parsed.GetValue(raw)) await WriteRawAsync(content, cancellationToken);
            else await WriteAsync(context.Output, message, content, cancellationToken);
            return ExitCodes.Done;
        });
    }

    static async Task WriteRawAsync(Stream content, CancellationToken cancellationToken)
    {
        await using var output = Console.OpenStandardOutput();
        await content.CopyToAsync(output, cancellationToken);
    }

    static async Task WriteAsync(StandardOutput output, MessageInfo message, Stream content, CancellationToken cancellationToken)
    {
        var body = await MessageBody.ReadAsync(content, cancellationToken);
        output.Show(MessageDetailView.Of(message, body), CliJson.Readable.MessageDetailView, text =>
        {
            Header(text, Say.It("From", "De"), message.Headers.From);
            Header(text, Say.It("To", "À"), message.Headers.To);
            Header(text, Say.It("Cc", "Cc"), message.Headers.Cc);
            Header(text, Say.It("Date", "Date"), MessageView.DateOf(message).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
            Header(text, Say.It("Subject", "Objet"), message.Headers.Subject);
            Header(text, Say.It("Mailbox", "Boîte"), message.Mailbox);
            Header(text, Say.It("Flags", "Drapeaux"), message.Flags.ToString());
            foreach (var attachment in body.Attachments) Header(text, Say.It("Attachment", "Pièce jointe"), $"{attachment.Name} ({attachment.Type})");
            text.Line();
            text.Lines(body.Text);
        });
    }

    static void Header(StandardOutput output, string name, string value)
    {
        if (value.Length > 0) output.Line($"{name}: {value}");
    }

    public static MailException NotFound(long id) => new(new(
        MailErrorKind.MessageNotFound, new($"There is no message {id}.", $"Il n’y a pas de message {id}."),
        new("'acmail list' shows the ids.", "« acmail list » montre les numéros.")));
}
