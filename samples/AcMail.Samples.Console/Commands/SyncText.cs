namespace AcMail.Cli;

/// <summary>A synchronisation's result for a person.</summary>
static class SyncText
{
    public static void Write(StandardOutput output, SyncReport report)
    {
        output.Line($"{report.Account}: {Outcome(report.Outcome)}, {Say.It("new", "nouveaux")} {report.MessagesAdded}, " +
            $"{ByteSize.Of(report.BytesDownloaded)}, {report.Elapsed.TotalSeconds:0.0} s");
        if (report.Maildrop is { } maildrop) WriteMaildrop(output, maildrop);
        var changed = report.Mailboxes.Where(m => m.Added + m.FlagsChanged + m.Removed + m.Uploaded + m.Failed > 0).ToList();
        if (changed.Count == 0) return;
        Tables.Write(
            [
                Say.It("Mailbox", "Boîte"), Say.It("New", "Nouveaux"), Say.It("Flags", "Drapeaux"), Say.It("Removed", "Retirés"),
                Say.It("Uploaded", "Envoyés"), Say.It("Failed", "Échecs"),
            ],
            changed.Select(m => new[] { m.Name, $"{m.Added}", $"{m.FlagsChanged}", $"{m.Removed}", $"{m.Uploaded}", $"{m.Failed}" }));
    }

    public static void NoteProblems(StandardOutput output, SyncReport report)
    {
        foreach (var notice in report.Notices) output.Note($"{report.Account}: {notice}");
        if (report.Failure is { } failure) output.Note(report.Account, failure);
        NoteProblems(output, report.Account, report.Problems);
    }

    public static void NoteProblems(StandardOutput output, string account, IReadOnlyList<SyncProblem> problems)
    {
        foreach (var problem in problems)
            output.Note(string.Join('/', new[] { account, problem.Mailbox, problem.Uid }.OfType<string>()), problem.Failure);
    }

    static void WriteMaildrop(StandardOutput output, MaildropReport maildrop)
    {
        output.Line(Say.It(
            $"On the server {RetentionText.Messages(maildrop.Listed - maildrop.Deleted)}, deleted there {maildrop.Deleted}.",
            $"Sur le serveur {RetentionText.Messages(maildrop.Listed - maildrop.Deleted)}, supprimés là-bas {maildrop.Deleted}."));
        RetentionText.WriteLeft(output, maildrop.Left);
    }

    static string Outcome(SyncOutcome outcome) => outcome switch
    {
        SyncOutcome.Completed => Say.It("up to date", "à jour"),
        SyncOutcome.CompletedWithProblems => Say.It("up to date, with problems", "à jour, avec des problèmes"),
        SyncOutcome.Busy => Say.It("busy", "occupé"),
        SyncOutcome.Deferred => Say.It("later", "plus tard"),
        _ => Say.It("FAILED", "ÉCHEC"),
    };
}
