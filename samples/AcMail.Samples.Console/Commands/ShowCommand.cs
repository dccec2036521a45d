using System.CommandLine;
using System.Globalization;

namespace AcMail.Cli;

static class ShowCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var id = new Argument<long>("ID") { Description = Say.It("The message's id, as list prints it.", "Le numéro du message, tel que list l'écrit.") };
        var raw = new Option<bool>("--raw") { Description = Say.It("The exact bytes, as they were received.", "Les octets exacts, tels que reçus.") };
        var (attachment, to) = (Attachment(), To());
        var command = new Command("show", Say.It("Show a message: its headers and its text.", "Montrer un message : ses en-têtes et son texte."))
        {
            account, id, raw, attachment, to,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(raw) && result.GetValue(globals.Json))
                result.AddError(Say.It("--raw and --json exclude each other.", "--raw et --json s'excluent."));
            // Asking for the value of what is no number throws.
            var hasAttachment = result.GetResult(attachment) is not null;
            if (hasAttachment && (result.GetValue(raw) || result.GetValue(globals.Json)))
                result.AddError(Say.It("--attachment goes neither with --raw nor with --json.", "--attachment ne va ni avec --raw ni avec --json."));
            if (hasAttachment != (result.GetResult(to) is not null))
                result.AddError(Say.It("--attachment and --to belong together.", "--attachment et --to vont ensemble."));
        });
        return command.Does(globals, async (context, parsed, cancellationToken) =>
        {
            var replica = context.Accounts[parsed.GetRequiredValue(account)].Replica;
            var message = await replica.FindAsync(parsed.GetValue(id), cancellationToken) ?? throw NotFound(parsed.GetValue(id));
            if (parsed.GetValue(raw))
            {
                await using var bytes = await replica.OpenContentAsync(message.Id, cancellationToken);
                await WriteRawAsync(bytes, cancellationToken);
                return ExitCodes.Done;
            }

            var damage = await FindDamageAsync(replica, message.Id, cancellationToken);
            await using var content = await replica.OpenMessageAsync(message.Id, cancellationToken);
            // To read it may have fetched what was missing.
            if (message.IsPartial) message = await replica.FindAsync(message.Id, cancellationToken) ?? message;
            if (parsed.GetValue(to) is { } file) await AttachmentFile.SaveAsync(content, parsed.GetValue(attachment)!.Value, file, cancellationToken);
            else Write(context.Output, message, content);
            if (damage is null) return ExitCodes.Done;
            context.Output.Note("acmail", damage);
            return ExitCodes.Problems;
        });
    }

    static async Task WriteRawAsync(Stream content, CancellationToken cancellationToken)
    {
        await using var output = Console.OpenStandardOutput();
        try
        {
            await content.CopyToAsync(output, cancellationToken);
        }
        catch (MailException e) when (e.Failure.Kind == MailErrorKind.StorageDamaged)
        {
            // What is left of it may be all that there is; what was written must be known for what it is.
            await content.CopyToAsync(output, cancellationToken);
            throw;
        }
    }

    static async Task<MailFailure?> FindDamageAsync(IMailReplica replica, long id, CancellationToken cancellationToken)
    {
        await using var content = await replica.OpenContentAsync(id, cancellationToken);
        try
        {
            await content.CopyToAsync(Stream.Null, cancellationToken);
            return null;
        }
        catch (MailException e) when (e.Failure.Kind == MailErrorKind.StorageDamaged)
        {
            return e.Failure;
        }
    }

    static Option<int?> Attachment() => new("--attachment")
    {
        HelpName = "N",
        Description = Say.It("The number of an attachment, to be saved with --to.", "Le numéro d'une pièce jointe, à enregistrer avec --to."),
    };

    static Option<string?> To() => new("--to")
    {
        HelpName = "FILE", Description = Say.It("Where the attachment is saved.", "Où enregistrer la pièce jointe."),
    };

    static void Write(StandardOutput output, MessageInfo message, MessageContent content)
    {
        output.Show(MessageDetailView.Of(message, content), CliJson.Readable.MessageDetailView, text =>
        {
            Header(text, Say.It("From", "De"), message.Headers.From);
            Header(text, Say.It("To", "À"), message.Headers.To);
            Header(text, Say.It("Cc", "Cc"), message.Headers.Cc);
            Header(text, Say.It("Date", "Date"), MessageView.DateOf(message).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
            Header(text, Say.It("Subject", "Objet"), message.Headers.Subject);
            Header(text, Say.It("Mailbox", "Boîte"), message.Mailbox);
            Header(text, Say.It("Flags", "Drapeaux"), message.Flags.ToString());
            foreach (var (i, attachment) in content.Attachments.Index())
            {
                Header(text, $"{Say.It("Attachment", "Pièce jointe")} {i + 1}",
                    $"{attachment.Name} ({attachment.ContentType}, {ByteSize.Of(attachment.ApproximateSize)})");
            }

            text.Line();
            text.Lines(content.Text);
        });
    }

    static void Header(StandardOutput output, string name, string value)
    {
        if (value.Length > 0) output.Line($"{name}: {value}");
    }

    public static MailException NotFound(long id) => new(new(
        MailErrorKind.MessageNotFound, new($"There is no message {id}.", $"Il n'y a pas de message {id}."),
        new("'acmail list' shows the ids.", "« acmail list » montre les numéros.")));
}
