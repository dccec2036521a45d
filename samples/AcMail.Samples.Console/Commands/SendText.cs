namespace AcMail.Cli;

/// <summary>What became of a message, for a person.</summary>
static class SendText
{
    public static void Write(StandardOutput output, SendReport report) => output.Line($"{report.Id}  {Outcome(report.Outcome)}  <{report.MessageId}>");

    public static void NoteProblems(StandardOutput output, SendReport report)
    {
        if (report.Failure is { } failure) output.Note(Outcome(report.Outcome), failure);
        foreach (var recipient in report.Recipients)
            if (recipient.Failure is { } refusal) output.Note(Recipient(recipient), refusal);
        if (report.SentCopyFailure is { } copy) output.Note(Say.It("copy in Sent", "copie dans Envoyés"), copy);
    }

    public static int ExitCode(SendReport report) => report switch
    {
        { Outcome: SendOutcome.Accepted, SentCopyFailure: null } or { Outcome: SendOutcome.GivenBefore } => ExitCodes.Done,
        { Outcome: SendOutcome.Accepted or SendOutcome.PartlyAccepted } => ExitCodes.Problems,
        _ => ExitCodes.From(report.Failure?.Kind ?? report.Recipients.FirstOrDefault(r => r.Failure is not null)?.Failure?.Kind ?? MailErrorKind.DeliveryUnknown),
    };

    static string Recipient(RecipientReport recipient) => recipient.IsQueued
        ? Say.It($"{recipient.Address}, for whom the message waits in the outbox", $"{recipient.Address}, pour qui le message attend dans la boîte d'envoi")
        : recipient.Address;

    static string Outcome(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted => Say.It("accepted", "accepté"),
        SendOutcome.PartlyAccepted => Say.It("accepted for some recipients", "accepté pour certains destinataires"),
        SendOutcome.Rejected => Say.It("rejected", "refusé"),
        SendOutcome.Deferred => Say.It("not accepted for now", "pas accepté pour l'instant"),
        SendOutcome.GivenBefore => Say.It("given before, nothing was sent", "déjà donné, rien n'a été envoyé"),
        _ => Say.It("of unknown fate", "au sort inconnu"),
    };
}
