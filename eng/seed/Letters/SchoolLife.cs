using MailKit;

namespace AcMail.Seed.Letters;

/// <summary>The rest of what a school year brings into the inbox, and two drafts.</summary>
static class SchoolLife
{
    public static IEnumerable<Letter> Letters() =>
    [
        In(new(2025, 9, 1), People.Headmistress, "Bienvenue à la prérentrée", "Je vous souhaite une excellente année scolaire. L’accueil se fera à 8 h 30 autour d’un café.", true),
        In(new(2025, 9, 2), People.Secretary, "Emploi du temps provisoire", "Votre emploi du temps provisoire est sur l’ENT. Merci de signaler toute erreur avant jeudi."),
        In(new(2025, 9, 4), People.Counsellor, "Élection des délégués de classe", "Les élections des délégués se dérouleront entre le 29 septembre et le 3 octobre, en heure de vie de classe."),
        In(new(2025, 9, 11), People.Steward, "Clés et badges", "Les badges sont à retirer à l’intendance contre signature."),
        In(new(2025, 9, 18), People.Headmistress, "Réunion de rentrée des parents de 6e", "Merci aux professeurs principaux d’être présents à 17 h 45 en salle polyvalente."),
        In(new(2025, 10, 2), People.Counsellor, "Commission éducative", "Une commission éducative concernant un élève de 4e C se tiendra mardi à 16 h 30."),
        In(new(2025, 10, 14), People.Headmistress, "Exercice d’évacuation", "Un exercice d’évacuation aura lieu cette semaine, sans préavis."),
        In(new(2025, 11, 6), People.Secretary, "Emploi du temps modifié", "À compter du 17 novembre, votre cours de 5e A du mardi passe de 10 h à 14 h."),
        In(new(2025, 11, 18), People.Counsellor, "Semaine de la laïcité", "Les affiches sont disponibles en vie scolaire."),
        In(new(2025, 12, 18), People.Headmistress, "Vœux et goûter de fin d’année", "Un goûter est offert à l’ensemble des personnels vendredi à 16 h."),
        In(new(2026, 1, 6), People.Headmistress, "Bonne année", "L’équipe de direction vous présente ses meilleurs vœux."),
        In(new(2026, 1, 15), People.Steward, "Commande de manuels", "Merci de transmettre vos besoins en manuels et en matériel de géométrie avant le 30 janvier.", true),
        In(new(2026, 2, 5), People.Headmistress, "Conseil d’administration : délibérations", "La répartition de la dotation a été adoptée par douze voix contre six."),
        In(new(2026, 3, 3), People.Digital, "Formation « Évaluer avec le numérique »", "Votre candidature est retenue. La session se déroulera le 24 mars à Lyon.", true),
        In(new(2026, 3, 31), People.Counsellor, "Forum des métiers", "Nous recherchons des volontaires pour encadrer le forum des métiers du 2 avril."),
        In(new(2026, 4, 22), People.Headmistress, "Dates des réunions du troisième trimestre", "Le calendrier est affiché en salle des professeurs."),
        In(new(2026, 5, 11), People.Secretary, "Photos de classe", "Le photographe sera présent jeudi 21 mai toute la journée."),
        In(new(2026, 6, 2), People.Counsellor, "Fête du collège", "La fête du collège aura lieu le 19 juin. Inscrivez-vous aux stands !"),
        In(new(2026, 6, 18), People.Steward, "Retour des manuels", "La collecte des manuels est organisée du 22 au 26 juin, classe par classe."),
        In(new(2026, 6, 30), People.Headmistress, "Réunion de bilan", "La réunion de bilan de l’année aura lieu jeudi à 9 h.", true),
        In(new(2026, 7, 1), People.Secretary, "Procès-verbaux d’installation", "Merci de signer votre procès-verbal avant de partir en congé."),
        In(new(2026, 7, 3), People.Headmistress, "Bel été à tous", "Merci de votre engagement tout au long de l’année. Reposez-vous bien !"),
        new(Mailboxes.Drafts, People.David, SchoolCalendar.At(new(2026, 6, 30), 21, 5), "Progression commune 2026-2027", "Chers collègues,\n\nVoici une première proposition de progression commune en 6e :")
        {
            To = People.Camille,
            Flags = MessageFlags.Seen | MessageFlags.Draft,
        },
        new(Mailboxes.Drafts, People.David, SchoolCalendar.At(new(2026, 7, 2), 20, 40), "Liste de fournitures de mathématiques", "Bonjour,\n\nPour la rentrée, prévoir :")
        {
            To = People.Secretary,
            Flags = MessageFlags.Seen | MessageFlags.Draft,
        },
    ];

    static Letter In(DateOnly date, Person from, string subject, string text, bool flagged = false) =>
        new(Mailboxes.Inbox, from, SchoolCalendar.At(date, 8 + (date.Day % 9), date.Day), subject, $"Chers collègues,\n\n{text}\n\nCordialement,")
        {
            Flags = MessageFlags.Seen | (flagged ? MessageFlags.Flagged : MessageFlags.None),
        };
}
