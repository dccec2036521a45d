namespace AcMail.Seed.Letters;

/// <summary>School reports and the meetings with parents about them.</summary>
static class Reports
{
    static readonly DateOnly[] Published = [new(2025, 12, 9), new(2026, 3, 17), new(2026, 6, 16)];
    static readonly DateOnly[] Meetings = [new(2025, 12, 16), new(2026, 3, 24)];

    public static IEnumerable<Letter> Letters() => [.. Published.SelectMany(Term), .. Meetings.SelectMany(Meeting)];

    static IEnumerable<Letter> Term(DateOnly day, int index)
    {
        var term = index + 1;
        yield return new(Mailboxes.Inbox, People.Secretary, SchoolCalendar.At(day, 11, 0), $"Bulletins du trimestre {term} : relecture",
            "Bonjour,\n\nLes bulletins sont prêts à être relus par les professeurs principaux. Ils seront publiés sur l’ENT vendredi.\n\nLe secrétariat")
        {
            Enclosures = [Documents.Pdf($"Bulletins 6e B trimestre {term}.pdf", $"Bulletins du trimestre {term}", "Classe de 6e B", "24 élèves")],
        };
        yield return new(Mailboxes.Sent, People.David, SchoolCalendar.At(SchoolCalendar.OnOrAfter(day.AddDays(1)), 17, 45), $"Bulletins du trimestre {term} : relevé de mathématiques",
            "Bonjour,\n\nVoici le relevé des notes de mathématiques de la 6e B.\n\nBien à vous,")
        {
            To = People.Secretary,
            Enclosures = [Documents.Csv($"Notes 6e B trimestre {term}.csv", "Élève;Contrôle 1;Contrôle 2;Moyenne", People.Pupils.Select((p, i) => Marks(p, i + (term * 7))))],
        };
    }

    static IEnumerable<Letter> Meeting(DateOnly day)
    {
        var subject = $"Réunion parents-professeurs du {day:dd/MM}";
        yield return new(Mailboxes.Inbox, People.Headmistress, SchoolCalendar.At(SchoolCalendar.OnOrBefore(day.AddDays(-14)), 16, 10), subject,
            $"Chers collègues,\n\nLa réunion parents-professeurs aura lieu le {day:dd/MM/yyyy} de 17 h à 20 h. Les familles prennent rendez-vous sur l’ENT ; chaque entretien dure huit minutes.\n\nCordialement,");
        yield return new(Mailboxes.Inbox, People.SchoolOffice, SchoolCalendar.At(SchoolCalendar.OnOrBefore(day.AddDays(-1)), 14, 35), $"{subject} : votre planning",
            "Bonjour,\n\nVotre planning d’entretiens est joint.\n\nLa vie scolaire")
        {
            Enclosures = [Documents.Csv("Planning.csv", "Heure;Famille", People.Pupils.Take(18).Select((p, i) => $"{17 + (i * 8 / 60)} h {i * 8 % 60:00};{People.ParentOf(p).Name}"))],
        };
    }

    static string Marks(string pupil, int number)
    {
        var (first, second) = (8 + (number * 5 % 12), 7 + (number * 7 % 13));
        return $"{pupil};{first};{second};{(first + second) / 2}{((first + second) % 2 == 0 ? "" : ",5")}";
    }
}
