namespace AcMail.Cli;

/// <summary>A plan for moving an account over, for a person.</summary>
static class MigrationText
{
    public static void Write(StandardOutput output, MigrationPlan plan)
    {
        if (plan.Mailboxes.Count == 0)
        {
            output.Line(Say.It($"{plan.Account}: nothing has to be moved over.", $"{plan.Account} : rien n'est à reprendre."));
            return;
        }

        Tables.Write(
            [
                Say.It("Mailbox", "Boîte"), Say.It("On both", "Des deux côtés"), Say.It("Moved there", "Déplacés là-bas"), Say.It("Uploaded", "Envoyés"),
                Say.It("Downloaded", "Reçus"),
            ],
            plan.Mailboxes.Select(m => new[]
            {
                m.IsNew ? $"{m.Name} ({Say.It("new", "nouvelle")})" : m.Name, $"{m.Linked}", $"{m.Moved}", Amount(m.Uploads, m.UploadBytes),
                Amount(m.Downloads, m.DownloadBytes),
            }));
        var alike = plan.Mailboxes.Sum(m => m.Alike);
        if (alike > 0)
            output.Line(Say.It(
                $"Of those uploaded, the server has {alike} under the same Message-ID in other bytes; both forms are kept.",
                $"Parmi ceux envoyés, le serveur en a {alike} sous le même Message-ID en d'autres octets ; les deux formes sont conservées."));
        if (plan.Incomplete.Count > 0)
            output.Line(Say.It(
                $"Only the header is held of {plan.Incomplete.Count} that the server does not have any more, or does not give out: {string.Join(", ", plan.Incomplete)}",
                $"Seul l'en-tête est conservé de {plan.Incomplete.Count} que le serveur n'a plus, ou ne fournit pas : {string.Join(", ", plan.Incomplete)}"));
    }

    static string Amount(int messages, long bytes) => messages == 0 ? "0" : $"{messages} ({ByteSize.Of(bytes)})";
}
