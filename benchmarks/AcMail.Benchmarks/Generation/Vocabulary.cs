namespace AcMail.Benchmarks.Generation;

/// <summary>The words that messages are made of.</summary>
static class Vocabulary
{
    public static readonly string[] FirstNames =
    [
        "Aurélie", "Benoît", "Camille", "Cédric", "Chloé", "David", "Éléonore", "Émilie", "Étienne", "Fabien", "Françoise", "Gaëlle",
        "Hélène", "Inès", "Jérôme", "Karim", "Léa", "Loïc", "Maëlle", "Mathieu", "Nadège", "Noémie", "Olivier", "Raphaël", "Sébastien",
        "Sophie", "Thérèse", "Valérie", "Yasmine", "Zoé",
    ];

    public static readonly string[] LastNames =
    [
        "BEAUFRÈRE", "BERNARD", "CHEVALLIER", "COLLÉ", "DA SILVA", "DUFRÊNE", "DURAND", "FERRÉ", "GARNIER", "HENRY", "JOÜET", "LAMBERT",
        "LEFÈVRE", "MARTIN", "MÜLLER", "NGUYEN", "PÉREZ", "POINÇON", "ROUSSEL", "SAÏDI", "TRÉMOULET", "VALLÉE",
    ];

    public static readonly string[] Domains = ["ac-lyon.fr", "ac-lyon.fr", "ac-lyon.fr", "parents.example", "mairie.example", "editeur.example"];

    public static readonly string[] Topics =
    [
        "Conseil de classe", "Réunion parents-professeurs", "Absence non justifiée", "Bulletins du premier trimestre", "Sortie au musée des Confluences",
        "Préparation du brevet blanc", "Dotation horaire globale", "Emploi du temps modifié", "Élection des délégués", "Commission éducative",
        "Formation « numérique éducatif »", "Orientation après la troisième", "Projet d’accueil individualisé", "Réservation de la salle informatique",
        "Commande de manuels", "Voyage à Séville", "Fermeture de l’établissement", "Exercice d’évacuation", "Cahier de textes", "Compte ENT bloqué",
    ];

    public static readonly string[] Suffixes =
        ["", "", " – 6e B", " – 5e A", " – 4e C", " – 3e D", " (rappel)", " : à compléter avant vendredi", " – suite à notre échange", " – pièces jointes"];

    public static readonly string[] Prefixes = ["", "", "", "Re: ", "Re: ", "TR: "];

    public static readonly string[] Sentences =
    [
        "Vous trouverez ci-joint le document évoqué lors de notre dernière réunion.",
        "Je vous remercie de bien vouloir me retourner le coupon signé avant la fin de la semaine.",
        "Le conseil de classe se tiendra en salle 204, à l’issue des cours de l’après-midi.",
        "L’élève a été reçu par la conseillère principale d’éducation, qui a prévenu la famille.",
        "Les notes doivent être saisies dans l’espace numérique de travail au plus tard jeudi soir.",
        "Merci de prévoir une tenue adaptée, une gourde et un pique-nique.",
        "Le départ est fixé à 8 h 15 devant le collège ; le retour est prévu vers 17 h.",
        "En cas d’empêchement, veuillez prévenir le secrétariat par téléphone.",
        "La dotation horaire globale fera l’objet d’une présentation en conseil d’administration.",
        "Une séance de remédiation est proposée aux élèves qui le souhaitent, le mardi de 16 h à 17 h.",
        "Les circulaires académiques sont disponibles sur le portail, rubrique « Vie des établissements ».",
        "Je reste à votre disposition pour tout renseignement complémentaire.",
        "Pourriez-vous me confirmer votre présence ?",
        "Le remplacement de M. Lefèvre sera assuré à compter du lundi de la rentrée.",
        "Nous avons constaté plusieurs retards depuis le début du trimestre.",
        "Les résultats du brevet blanc sont encourageants, malgré une fragilité en géométrie.",
        "Le foyer socio-éducatif prend en charge la moitié du coût du transport.",
        "Cette boîte est saturée : pensez à archiver vos anciens messages.",
    ];

    public static readonly string[] Attachments =
    [
        "application/pdf|Convocation.pdf", "application/pdf|Bulletin élève.pdf", "application/pdf|Circulaire rentrée.pdf",
        "application/vnd.oasis.opendocument.text|Compte rendu.odt", "application/vnd.oasis.opendocument.spreadsheet|Relevé de notes.ods",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document|Autorisation parentale.docx",
        "image/jpeg|Photo de classe.jpg", "image/png|Plan d’accès.png", "text/csv|Liste des élèves.csv",
    ];
}
