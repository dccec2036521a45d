namespace AcMail.Seed.Letters;

/// <summary>The hours of teaching that the school is given for the next year (DGH).</summary>
static class Staffing
{
    public static IEnumerable<Letter> Letters()
    {
        var notice = From(new(2026, 1, 22), "DGH 2026-2027 : notification", "La dotation horaire globale notifiée s’élève à 612 heures, dont 41 heures supplémentaires. Elle appelle une réunion du conseil pédagogique le 29 janvier.") with
        {
            Enclosures = [Documents.Csv("DGH 2026-2027.csv", "Discipline;Heures poste;HSA", ["Mathématiques;81;6", "Français;92,5;5", "Histoire-géographie;66;4", "Anglais;68;4", "EPS;74;7"])],
        };
        yield return notice;
        yield return notice.Reply(Mailboxes.Sent, People.David, SchoolCalendar.At(new(2026, 1, 23), 12, 40),
            "Bonjour,\n\nL’équipe de mathématiques souhaite que le dédoublement en 6e soit maintenu. Pourrons-nous en parler le 29 ?\n\nBien à vous,");
        yield return From(new(2026, 1, 29), "DGH : compte rendu du conseil pédagogique", "Vous trouverez ci-joint le compte rendu. La répartition proposée maintient les groupes en mathématiques et en français.") with
        {
            Enclosures = [Documents.OpenDocument("Compte rendu conseil pédagogique.odt", "Conseil pédagogique du 29 janvier 2026", "Présents : l’ensemble des coordonnateurs.", "Ordre du jour : répartition de la dotation horaire globale.")],
        };
        yield return From(new(2026, 2, 3), "DGH : convocation au conseil d’administration", "Le conseil d’administration se réunira le jeudi 5 février à 18 h, en salle polyvalente. L’ordre du jour est joint.") with
        {
            Enclosures = [Documents.Pdf("Convocation CA.pdf", "Conseil d’administration", "Jeudi 5 février 2026 à 18 h", "1. Répartition de la DGH", "2. Voyage à Séville", "3. Questions diverses")],
        };
        yield return From(new(2026, 3, 5), "DGH : ajustement de mars", "Trois heures supplémentaires sont accordées au titre des groupes de besoins.");
        yield return From(new(2026, 6, 11), "DGH : vœux de service", "Merci de me transmettre vos vœux de répartition des classes avant le 19 juin.");
    }

    static Letter From(DateOnly date, string subject, string text) => new(
        Mailboxes.Staffing, People.Headmistress, SchoolCalendar.At(date, 17, date.Day), subject, $"Chers collègues,\n\n{text}\n\nCordialement,");
}
