namespace AcMail.Seed.Letters;

/// <summary>Letters of the parents of David's own class, most of which he answers.</summary>
static class Parents
{
    static readonly (string Subject, string Text, string Answer)[] Topics =
    [
        ("Demande de rendez-vous", "Je souhaiterais vous rencontrer au sujet des résultats de {0} en mathématiques. Seriez-vous disponible un soir de la semaine prochaine ?", "Je peux vous recevoir mardi à 17 h 15 en salle 204. Cet horaire vous convient-il ?"),
        ("Justificatif d’absence", "{0} était souffrant(e) hier et n’a pas pu venir en cours. Le certificat médical sera déposé à la vie scolaire.", "Je vous remercie de m’avoir prévenu. Le cours et les exercices sont dans le cahier de textes."),
        ("Devoirs pour jeudi", "{0} ne retrouve pas l’énoncé du devoir maison. Pourriez-vous nous l’envoyer ?", "L’énoncé est sur l’ENT, rubrique « Travail à faire ». Exercices 12 à 15, page 84."),
        ("Calculatrice", "Quel modèle de calculatrice conseillez-vous pour {0} ?", "Le modèle « collège » indiqué sur la liste de fournitures suffit jusqu’en troisième."),
        ("Projet d’accueil individualisé", "Le médecin a établi un PAI pour {0}. À qui devons-nous transmettre les documents ?", "Vous pouvez les remettre à l’infirmière scolaire, qui en informera l’équipe."),
        ("Note du dernier contrôle", "{0} s’interroge sur la note de l’exercice 3, pourtant juste nous semble-t-il.", "J’ai revu la copie : il manquait la justification, mais le raisonnement est bon. J’ajoute un demi-point."),
        ("Accompagnement en sortie", "Je suis disponible pour accompagner la classe de {0} lors de la sortie.", "Merci beaucoup, votre aide est la bienvenue. La vie scolaire vous transmettra les consignes."),
        ("Difficultés avec l’ENT", "Le compte de {0} est bloqué depuis lundi et nous ne voyons plus les évaluations.", "J’ai transmis votre demande au référent numérique, qui réinitialisera le mot de passe."),
        ("Remerciements", "Nous tenions à vous remercier de l’attention portée à {0} ce trimestre.", "Je vous remercie de ce message. {0} a beaucoup progressé."),
        ("Aménagements", "{0} a rendez-vous chez l’orthophoniste le jeudi à 16 h. Peut-elle ou il quitter l’étude ?", "Oui, avec un mot dans le carnet signé par la vie scolaire."),
    ];

    public static IEnumerable<Letter> Letters()
    {
        var random = new Random(2);
        for (var i = 3; i < SchoolCalendar.Days.Length; i += 2)
        {
            var pupil = People.Pupils[random.Next(People.Pupils.Length)];
            var given = pupil[..pupil.IndexOf(' ', StringComparison.Ordinal)];
            var (parent, topic) = (People.ParentOf(pupil), Topics[random.Next(Topics.Length)]);
            var question = new Letter(
                Mailboxes.Parents, parent, SchoolCalendar.At(SchoolCalendar.Days[i], 18 + random.Next(4), random.Next(60)),
                $"{topic.Subject} – {pupil}, 6e B", $"Bonjour Monsieur Martin,\n\n{string.Format(null, topic.Text, given)}\n\nCordialement,")
            {
                Enclosures = topic.Subject == "Justificatif d’absence" ? [Documents.Pdf("Certificat médical.pdf", "Certificat médical", $"Pour {pupil}", "Repos de deux jours")] : [],
            };
            yield return question;
            if (i + 1 >= SchoolCalendar.Days.Length || random.Next(10) >= 7) continue;

            var answer = question.Reply(Mailboxes.Sent, People.David, SchoolCalendar.At(SchoolCalendar.Days[i + 1], 12 + random.Next(6), random.Next(60)),
                $"Bonjour,\n\n{string.Format(null, topic.Answer, given)}\n\nBien cordialement,");
            yield return answer;
            if (random.Next(4) == 0) yield return answer.Reply(Mailboxes.Parents, parent, answer.Date.AddMinutes(95), "Bonjour,\n\nC’est parfait, merci de votre réponse.\n\nBonne soirée,");
        }
    }
}
