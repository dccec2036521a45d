namespace AcMail.Seed.Letters;

/// <summary>What the rectorat tells all schools.</summary>
static class Circulars
{
    static readonly (DateOnly Date, Person From, string Subject, string Text)[] All =
    [
        (new(2025, 9, 2), People.County, "Circulaire de rentrée 2025", "La circulaire de rentrée précise les priorités académiques : maîtrise des savoirs fondamentaux, climat scolaire et école inclusive."),
        (new(2025, 9, 8), People.Digital, "Messagerie académique : configuration de Thunderbird", "Le guide de configuration est mis à jour. Serveur entrant mail.ac-lyon.fr (IMAP, port 993, SSL/TLS) ; serveur sortant smtps.ac-lyon.fr (port 587, STARTTLS). L’identifiant est celui de la messagerie, et non l’adresse."),
        (new(2025, 9, 15), People.Rectorate, "Campagne d’inscription au plan académique de formation", "Les inscriptions individuelles au plan académique de formation sont ouvertes jusqu’au 26 septembre."),
        (new(2025, 9, 22), People.County, "Élections des représentants des parents d’élèves", "Le scrutin se tiendra le vendredi 10 octobre. Le calendrier et les modèles de documents sont joints."),
        (new(2025, 10, 6), People.County, "Exercice PPMS « attentat-intrusion »", "Chaque établissement organise un exercice avant les vacances de la Toussaint et en rend compte sur le portail."),
        (new(2025, 11, 4), People.Digital, "Quota des boîtes aux lettres", "De nombreuses boîtes sont saturées. Nous vous invitons à archiver localement, une fois par an, les messages anciens, puis à vider la corbeille."),
        (new(2025, 11, 13), People.Rectorate, "Mouvement interacadémique 2026", "Les demandes de mutation sont saisies sur SIAM. La note de service et le calendrier figurent en pièce jointe."),
        (new(2025, 11, 24), People.County, "Lutte contre le harcèlement : programme pHARe", "Les équipes ressources renseignent le bilan d’étape du programme pHARe avant le 12 décembre."),
        (new(2025, 12, 8), People.Examinations, "Inscription au diplôme national du brevet", "Les inscriptions des candidats scolaires sont à valider dans Cyclades avant le 19 décembre."),
        (new(2026, 1, 8), People.Rectorate, "Rendez-vous de carrière : calendrier", "Les personnels éligibles à un rendez-vous de carrière en 2025-2026 sont informés par courrier électronique."),
        (new(2026, 1, 19), People.County, "Préparation de la rentrée 2026 : dotation horaire globale", "Les dotations sont notifiées aux établissements cette semaine. Les conseils d’administration se prononcent avant le 13 février."),
        (new(2026, 1, 29), People.Digital, "Phishing : vigilance", "Des messages frauduleux imitent la page de connexion de la messagerie. Aucun service académique ne vous demandera votre mot de passe."),
        (new(2026, 2, 3), People.County, "Prévention des épidémies hivernales", "Rappel des gestes barrières et des consignes d’aération des salles."),
        (new(2026, 2, 24), People.Rectorate, "Mouvement intra-académique : ouverture du serveur", "Le serveur est ouvert du 16 au 30 mars. La circulaire académique et ses annexes sont jointes."),
        (new(2026, 3, 9), People.County, "Semaine des mathématiques", "La semaine des mathématiques se tiendra du 9 au 14 mars. Les établissements sont invités à recenser leurs actions."),
        (new(2026, 3, 19), People.County, "Carte scolaire et affectation en classe de sixième", "Le calendrier des opérations d’affectation Affelnet 6e est joint."),
        (new(2026, 3, 30), People.Digital, "Interruption de service de la messagerie", "La messagerie sera indisponible le samedi 4 avril de 8 h à 12 h pour maintenance."),
        (new(2026, 4, 21), People.Examinations, "Convocation des correcteurs : diplôme national du brevet", "Les convocations sont mises à disposition dans Imag’in à compter du 18 mai."),
        (new(2026, 5, 4), People.County, "Orientation en fin de troisième : Affelnet lycée", "La saisie des vœux est ouverte aux familles du 4 au 25 mai."),
        (new(2026, 5, 18), People.County, "Plan canicule dans les établissements", "Rappel des mesures à prendre en cas de vigilance orange ou rouge."),
        (new(2026, 6, 4), People.Rectorate, "Heures supplémentaires : clôture de l’année", "Les dernières heures supplémentaires effectives sont à saisir avant le 19 juin."),
        (new(2026, 6, 22), People.County, "Calendrier de fin d’année scolaire", "Les établissements accueillent les élèves jusqu’au vendredi 3 juillet après la classe."),
        (new(2026, 7, 2), People.County, "Dates de prérentrée 2026", "La prérentrée des enseignants est fixée au lundi 31 août 2026."),
    ];

    public static IEnumerable<Letter> Letters() => All.Select((c, i) => new Letter(
        Mailboxes.Circulars, c.From, SchoolCalendar.At(SchoolCalendar.OnOrAfter(c.Date), 9 + (i % 8), 7 * (i % 8)), c.Subject,
        $"Mesdames et Messieurs les chefs d’établissement,\nMesdames et Messieurs les professeurs,\n\n{c.Text}\n\nBien cordialement,")
    {
        Enclosures = [Documents.Pdf($"Circulaire 2025-{i + 101}.pdf", c.Subject, "Académie de Lyon", $"Référence : 2025-{i + 101}", c.Text[..Math.Min(80, c.Text.Length)])],
    });
}
