using MailKit;

namespace AcMail.Seed.Letters;

/// <summary>What nobody asked for: thrown away, or taken for junk.</summary>
static class Newsletters
{
    static readonly string[] Titles =
    [
        "Nos nouveautés pour le cycle 4", "Spécimens gratuits", "Webinaire : évaluer autrement", "Catalogue de printemps", "Offre spéciale enseignants",
        "Votre avis nous intéresse",
    ];

    public static IEnumerable<Letter> Letters() =>
    [
        .. Every(9, Mailboxes.Trash, People.Union, i => $"Lettre d’information n° {214 + i}"),
        .. Every(12, Mailboxes.Trash, People.Publisher, i => Titles[i % Titles.Length]),
        .. Every(16, Mailboxes.Junk, new("Service client", "gagnant@loterie.example"), i => $"Félicitations, vous avez gagné ! (dossier {7301 + i})"),
    ];

    static IEnumerable<Letter> Every(int days, string mailbox, Person from, Func<int, string> subject) =>
        SchoolCalendar.Days.Where((_, i) => i % days == days - 1).Select((day, i) => new Letter(
            mailbox, from, SchoolCalendar.At(day, 6, 30 + (i % 25)), subject(i),
            $"Bonjour,\n\n{subject(i)} : découvrez toutes les informations en ligne.\n\nPour vous désabonner, suivez le lien en bas de page.")
        {
            Flags = mailbox == Mailboxes.Junk ? MessageFlags.None : MessageFlags.Seen,
        });
}
