namespace AcMail.Seed.Letters;

/// <summary>A colleague's letters to and fro.</summary>
static class Colleagues
{
    static readonly (string Subject, string Text, string Answer)[] Topics =
    [
        ("Échange de salle", "Serait-il possible d’échanger nos salles lundi à 14 h ? J’ai besoin du vidéoprojecteur.", "Oui, sans problème. Je prends la 108."),
        ("Projet interdisciplinaire", "J’ai commencé la fiche du projet « Statistiques et presse ». Peux-tu relire la partie mathématiques ?", "Je l’ai relue : j’ai surtout précisé les compétences évaluées."),
        ("Élève en difficulté", "As-tu remarqué que Tom décroche depuis la rentrée ? J’envisage d’en parler à Karim.", "Oui, chez moi aussi. Je propose que nous le voyions ensemble jeudi."),
        ("Photocopieur", "Le photocopieur du premier étage est encore en panne…", "J’ai prévenu l’intendance, le technicien passe demain."),
        ("Groupe de besoins", "Voici ma proposition de répartition pour les groupes de besoins.", "Cela me convient, j’inverse seulement deux élèves."),
        ("Covoiturage", "Je passe par la place Bellecour vendredi ; veux-tu que je te dépose à la formation ?", "Avec plaisir ! Rendez-vous à 8 h."),
        ("Conseil de classe", "Peux-tu me remplacer dix minutes au début du conseil de classe de 5e A ?", "Oui, transmets-moi simplement tes appréciations."),
    ];

    public static IEnumerable<Letter> Letters()
    {
        var random = new Random(3);
        for (var i = 4; i < SchoolCalendar.Days.Length - 1; i += 5)
        {
            var topic = Topics[i / 5 % Topics.Length];
            var question = new Letter(Mailboxes.Inbox, People.Camille, SchoolCalendar.At(SchoolCalendar.Days[i], 9 + random.Next(8), random.Next(60)),
                topic.Subject, $"Bonjour David,\n\n{topic.Text}\n\nÀ bientôt,");
            yield return question;
            yield return question.Reply(Mailboxes.Sent, People.David, SchoolCalendar.At(SchoolCalendar.Days[i + 1], 12, random.Next(60)), $"Bonjour Camille,\n\n{topic.Answer}\n\nBonne journée,");
        }
    }
}
