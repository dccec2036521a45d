namespace AcMail.Seed.Letters;

/// <summary>What the school's portal (ENT) tells by itself.</summary>
static class Portal
{
    public static IEnumerable<Letter> Letters() => SchoolCalendar.WeekEnds.Select((day, week) => new Letter(
        Mailboxes.Inbox, People.Portal, SchoolCalendar.At(day, 19, 0), $"Votre semaine sur l’ENT : {2 + (week % 7)} nouveautés",
        $"""
        Bonjour David MARTIN,

        Cahier de textes : {1 + (week % 4)} séances à compléter.
        Messagerie interne : {week % 6} messages non lus.
        Évaluations : {week % 3} à publier pour la classe de {People.Classes[week % People.Classes.Length]}.
        Agenda : {(week % 2 == 0 ? "réunion d’équipe lundi à 12 h 30" : "rien à signaler")}.

        Ce message est envoyé automatiquement, merci de ne pas y répondre.
        """));
}
