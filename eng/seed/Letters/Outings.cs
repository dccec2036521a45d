namespace AcMail.Seed.Letters;

/// <summary>Trips, from the first idea to the bill.</summary>
static class Outings
{
    static readonly (string Title, string Class, DateOnly Day, string Place)[] All =
    [
        ("Sortie au musée des Confluences", "6e B", new(2025, 10, 9), "musée des Confluences"),
        ("Sortie au planétarium de Vaulx-en-Velin", "5e A", new(2025, 12, 11), "planétarium"),
        ("Sortie à la Maison des mathématiques", "4e C", new(2026, 3, 12), "Maison des mathématiques et de l’informatique"),
        ("Visite de l’Institut Lumière", "3e D", new(2026, 3, 26), "Institut Lumière"),
        ("Voyage à Séville", "4e C", new(2026, 5, 18), "collège (départ en autocar)"),
        ("Sortie de fin d’année au parc de Parilly", "6e B", new(2026, 6, 25), "parc de Parilly"),
    ];

    public static IEnumerable<Letter> Letters() => All.SelectMany((o, i) => Of(o.Title, o.Class, o.Day, o.Place, i));

    static IEnumerable<Letter> Of(string title, string schoolClass, DateOnly day, string place, int order)
    {
        var proposal = Out(-30, "projet", People.Headmistress, $"Je propose une sortie pour la classe de {schoolClass} le {day:dd/MM/yyyy} ({place}). La fiche de projet est jointe.") with
        {
            Enclosures = [Documents.OpenDocument("Fiche projet.odt", title, $"Classe : {schoolClass}", $"Date : {day:dd/MM/yyyy}", $"Lieu : {place}")],
        };
        yield return proposal;
        yield return proposal.Reply(Mailboxes.Outings, People.Headmistress, At(-27, 9), "Bonjour David,\n\nAccord de principe. Merci de voir le budget avec l’intendance et de prévoir deux accompagnateurs.\n\nCordialement,");
        yield return In(-21, "devis du transport", People.Steward, "Le devis de l’autocariste est joint. Le foyer socio-éducatif prend en charge la moitié du coût.") with
        {
            Enclosures = [Documents.Csv("Budget.csv", "Poste;Montant", [$"Transport;{340 + (order * 25)}", $"Entrées;{24 * (4 + order)}", "Assurance;18"])],
        };
        yield return Out(-14, "autorisations parentales", People.SchoolOffice, "Pourriez-vous distribuer l’autorisation ci-jointe aux élèves ?") with
        {
            Enclosures = [Documents.Pdf("Autorisation parentale.pdf", "Autorisation de sortie", title, $"Le {day:dd/MM/yyyy}", "Signature du responsable légal :")],
        };
        yield return In(-3, "liste des participants", People.SchoolOffice, "Toutes les autorisations sont rentrées. La liste et les numéros d’urgence sont joints.") with
        {
            Enclosures = [Documents.Csv("Participants.csv", "Élève;Régime;Autorisation", People.Pupils.Select((p, i) => $"{p};{(i % 3 == 0 ? "externe" : "demi-pensionnaire")};oui"))],
        };
        yield return In(4, "photos et bilan", People.Camille, "Merci pour l’organisation, les élèves étaient ravis ! Je dépose les photos sur l’espace partagé.");

        DateTimeOffset At(int days, int hour) => SchoolCalendar.At(SchoolCalendar.OnOrBefore(SchoolCalendar.OnOrAfter(day.AddDays(days))), hour, 10 + order);
        Letter In(int days, string subject, Person from, string text) =>
            new(Mailboxes.Outings, from, At(days, 14), $"{title} : {subject}", $"Bonjour David,\n\n{text}\n\nCordialement,");
        Letter Out(int days, string subject, Person to, string text) =>
            new(Mailboxes.Sent, People.David, At(days, 13), $"{title} : {subject}", $"Bonjour,\n\n{text}\n\nBien à vous,") { To = to };
    }
}
