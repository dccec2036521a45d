namespace AcMail.Seed;

static class Mailboxes
{
    public const string Inbox = "INBOX";
    public const string Sent = "Éléments envoyés";
    public const string Drafts = "Brouillons";
    public const string Trash = "Corbeille";
    public const string Junk = "Indésirables";
    public const string Parents = "Classes/6e B/Parents";
    public const string Circulars = "Rectorat/Circulaires";
    public const string Staffing = "Rectorat/DGH";
    public const string Absences = "Vie scolaire/Absences";
    public const string Outings = "Sorties et voyages";
    public const string Brevet = "Examens/Brevet";

    public static string Councils(string schoolClass) => $"Classes/{schoolClass}/Conseils de classe";
}
