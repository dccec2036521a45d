namespace AcMail.Seed.Letters;

/// <summary>The examination at the end of the last year, and its rehearsals.</summary>
static class Brevet
{
    public static IEnumerable<Letter> Letters()
    {
        yield return In(new(2025, 12, 15), People.Headmistress, "Brevet blanc de janvier : organisation", "Le premier brevet blanc aura lieu les 26 et 27 janvier. Le tableau des surveillances est joint.", "Surveillances brevet blanc.pdf");
        yield return In(new(2026, 1, 12), People.Camille, "Brevet blanc : sujet de français", "Voici le sujet de français, à relire avant reprographie.", "Sujet de français.pdf");
        yield return Out(new(2026, 1, 13), People.Secretary, "Brevet blanc : sujet de mathématiques", "Voici le sujet de mathématiques à reprographier en 96 exemplaires.", "Sujet de mathématiques.pdf");
        yield return In(new(2026, 1, 28), People.Secretary, "Brevet blanc : répartition des copies", "Les paquets de copies sont dans vos casiers. Retour souhaité avant le 5 février.");
        yield return Out(new(2026, 2, 5), People.Secretary, "Brevet blanc : notes de mathématiques", "Les notes sont saisies ; la moyenne est de 11,4 sur 20, malgré une fragilité en géométrie.");
        yield return In(new(2026, 3, 27), People.Headmistress, "Brevet blanc d’avril : organisation", "Le second brevet blanc aura lieu les 27 et 28 avril.", "Surveillances second brevet blanc.pdf");
        yield return In(new(2026, 4, 29), People.Secretary, "Brevet blanc d’avril : copies à corriger", "Les copies sont disponibles au secrétariat.");
        yield return In(new(2026, 5, 19), People.Examinations, "Brevet 2026 : convocation de correcteur", "Vous êtes convoqué pour la correction de l’épreuve de mathématiques du diplôme national du brevet.", "Convocation correcteur.pdf");
        yield return In(new(2026, 5, 28), People.Headmistress, "Brevet : épreuve orale", "Les jurys de l’épreuve orale siégeront le 3 juin. Votre jury est précisé dans le document joint.", "Jurys épreuve orale.pdf");
        yield return In(new(2026, 6, 12), People.Secretary, "Brevet : surveillance des épreuves écrites", "Les épreuves écrites se tiennent les 26, 29 et 30 juin.", "Surveillances brevet.pdf");
        yield return In(new(2026, 6, 30), People.Examinations, "Brevet 2026 : réunion d’entente des correcteurs", "La réunion d’entente est fixée au 1er juillet à 9 h, en visioconférence.");
    }

    static Letter In(DateOnly date, Person from, string subject, string text, string? file = null) =>
        new(Mailboxes.Brevet, from, SchoolCalendar.At(date, 10, date.Day), subject, $"Bonjour,\n\n{text}\n\nCordialement,") { Enclosures = Enclosed(subject, file) };

    static Letter Out(DateOnly date, Person to, string subject, string text, string? file = null) =>
        new(Mailboxes.Sent, People.David, SchoolCalendar.At(date, 18, date.Day), subject, $"Bonjour,\n\n{text}\n\nBien à vous,") { To = to, Enclosures = Enclosed(subject, file) };

    static IReadOnlyList<Enclosure> Enclosed(string subject, string? file) =>
        file is null ? [] : [Documents.Pdf(file, subject, "Diplôme national du brevet", "Session 2026")];
}
