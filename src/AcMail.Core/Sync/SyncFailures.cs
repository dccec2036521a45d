namespace AcMail;

static class SyncFailures
{
    public static MailFailure Busy(string account) => new(
        MailErrorKind.Busy,
        new($"The account “{account}” is being synchronised by another process or task.",
            $"Le compte « {account} » est en cours de synchronisation par un autre processus ou une autre tâche."),
        new("Wait until it has finished; nothing was changed.", "Attendez qu'elle se termine ; rien n'a été modifié."));
}
