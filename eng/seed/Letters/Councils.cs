namespace AcMail.Seed.Letters;

/// <summary>The staff meetings on each class, three times a year.</summary>
static class Councils
{
    static readonly DateOnly[] Firsts = [new(2025, 12, 2), new(2026, 3, 10), new(2026, 6, 9)];

    public static IEnumerable<Letter> Letters() =>
        Firsts.SelectMany((first, term) => People.Classes.SelectMany((schoolClass, i) => Of(schoolClass, term + 1, first.AddDays(i % 3), i)));

    static IEnumerable<Letter> Of(string schoolClass, int term, DateOnly day, int order)
    {
        var (title, mailbox, room) = ($"Conseil de classe {schoolClass} – trimestre {term}", Mailboxes.Councils(schoolClass), 201 + order);
        yield return new(mailbox, People.Secretary, SchoolCalendar.At(SchoolCalendar.OnOrBefore(day.AddDays(-12)), 10, 15 + order),
            $"{title} : convocation", $"Bonjour,\n\nLe conseil de classe de {schoolClass} se tiendra le {day:dd/MM/yyyy} à 17 h 30 en salle {room}. Votre présence est requise.\n\nLe secrétariat")
        {
            Enclosures = [Documents.Pdf($"Convocation {schoolClass} T{term}.pdf", title, $"Date : {day:dd/MM/yyyy} à 17 h 30", $"Salle {room}", "Présidence : Mme VASSEUR")],
        };
        yield return new(Mailboxes.Inbox, People.Headmistress, SchoolCalendar.At(SchoolCalendar.OnOrBefore(day.AddDays(-5)), 8, 20 + order),
            $"{title} : appréciations à saisir", $"Chers collègues,\n\nLes moyennes et les appréciations de la classe de {schoolClass} doivent être saisies deux jours avant le conseil. Merci à ceux qui l’ont déjà fait.\n\nCordialement,");
        yield return new(mailbox, People.Secretary, SchoolCalendar.At(SchoolCalendar.OnOrAfter(day.AddDays(2)), 15, 5 + order),
            $"{title} : compte rendu", "Bonjour,\n\nLe compte rendu du conseil de classe est joint. Il a été transmis aux délégués des parents et des élèves.\n\nLe secrétariat")
        {
            Enclosures = [Documents.OpenDocument($"Compte rendu {schoolClass} T{term}.odt", title, "Climat de classe : studieux, parfois bavard.", $"Félicitations : {3 + order}. Encouragements : {5 + term}.", "Les efforts sont à poursuivre en mathématiques.")],
        };
        if (order != 0) yield break;
        yield return new(Mailboxes.Sent, People.David, SchoolCalendar.At(SchoolCalendar.OnOrBefore(day.AddDays(-1)), 18, 30),
            $"{title} : synthèse du professeur principal", "Bonjour,\n\nVoici la synthèse que je présenterai au conseil, avec les points à évoquer pour six élèves.\n\nBien à vous,")
        {
            To = People.Headmistress,
            Enclosures = [Documents.OpenDocument($"Synthèse {schoolClass} T{term}.odt", title, "Moyenne générale de la classe : 13,2.", "Six situations à évoquer.")],
        };
    }
}
