namespace AcMail.Seed.Letters;

/// <summary>Who was missing.</summary>
static class Absences
{
    static readonly string[] Reasons = ["maladie", "rendez-vous médical", "motif non communiqué", "raison familiale", "retard de transport"];

    public static IEnumerable<Letter> Letters() => [.. Weekly(), .. Single()];

    static IEnumerable<Letter> Weekly() => SchoolCalendar.WeekEnds.Select((day, week) => new Letter(
        Mailboxes.Absences, People.SchoolOffice, SchoolCalendar.At(day, 16, 50), $"Relevé des absences 6e B au {day:dd/MM/yyyy}",
        "Bonjour,\n\nVous trouverez ci-joint le relevé hebdomadaire des absences et des retards de votre classe.\n\nLa vie scolaire")
    {
        Enclosures = [Documents.Csv("Absences 6e B.csv", "Élève;Demi-journées;Retards;Motif", Pupils(week).Select((p, i) => $"{p};{1 + ((week + i) % 4)};{i % 2};{Reasons[(week + i) % Reasons.Length]}"))],
    });

    static IEnumerable<Letter> Single()
    {
        var random = new Random(1);
        for (var i = 0; i < SchoolCalendar.Days.Length; i += 2)
        {
            var (pupil, reason) = (People.Pupils[random.Next(People.Pupils.Length)], Reasons[random.Next(Reasons.Length)]);
            var day = SchoolCalendar.Days[i];
            yield return new(Mailboxes.Absences, People.SchoolOffice, SchoolCalendar.At(day, 8 + random.Next(3), random.Next(60)),
                $"Absence de {pupil} (6e B)", $"Bonjour,\n\n{pupil} est absent(e) ce {day:dd/MM/yyyy}. Motif : {reason}.\n\nLa vie scolaire");
        }
    }

    static IEnumerable<string> Pupils(int week) => Enumerable.Range(0, 3 + (week % 5)).Select(i => People.Pupils[((week * 5) + (i * 7)) % People.Pupils.Length]);
}
