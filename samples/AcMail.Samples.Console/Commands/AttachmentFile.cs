namespace AcMail.Cli;

/// <summary>Saves an attachment, decoded as it is read.</summary>
static class AttachmentFile
{
    public static async Task SaveAsync(MessageContent message, int number, string path, CancellationToken cancellationToken)
    {
        if (number < 1 || number > message.Attachments.Count) throw NotFound(number, message.Attachments.Count);
        try
        {
            using var part = new PartFile($"{path}.{Path.GetRandomFileName()}");
            await using var attachment = message.Attachments[number - 1].Open();
            await attachment.CopyToAsync(part.Stream, cancellationToken);
            // What is there already is not overwritten: the name is the user's, and the bytes are somebody else's.
            part.MoveTo(path, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MailException(CannotWrite(path, e), e);
        }
    }

    static MailException NotFound(int number, int count) => new(new(
        MailErrorKind.MessageNotFound,
        new($"There is no attachment {number}; the message has {count}.", $"Il n'y a pas de pièce jointe {number} ; le message en a {count}."),
        new("'acmail show' numbers them.", "« acmail show » les numérote.")));

    static MailFailure CannotWrite(string path, Exception e) => new(
        MailErrorKind.StorageUnavailable, new($"{path} cannot be written: {e.Message}", $"{path} ne peut être écrit : {e.Message}"),
        new(
            "Give another file with --to; one that exists is not overwritten.",
            "Donnez un autre fichier avec --to ; un fichier existant n'est pas remplacé."));
}
