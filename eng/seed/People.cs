using System.Text;

namespace AcMail.Seed;

/// <summary>Everybody whom a teacher of mathematics at an imaginary collège of Lyon hears from.</summary>
static class People
{
    public static readonly Person David = new("David MARTIN", "david.martin@ac-lyon.fr");
    public static readonly Person Camille = new("Camille DURAND", "camille.durand@ac-lyon.fr");
    public static readonly Person Headmistress = new("Hélène VASSEUR", "helene.vasseur@ac-lyon.fr");
    public static readonly Person Counsellor = new("Karim BENALI", "karim.benali@ac-lyon.fr");
    public static readonly Person Secretary = new("Secrétariat du collège", "secretariat.0690000a@ac-lyon.fr");
    public static readonly Person SchoolOffice = new("Vie scolaire", "vie-scolaire.0690000a@ac-lyon.fr");
    public static readonly Person Steward = new("Intendance", "intendance.0690000a@ac-lyon.fr");
    public static readonly Person Portal = new("Espace numérique de travail", "ne-pas-repondre@ent.example");
    public static readonly Person Rectorate = new("Rectorat de Lyon – Division des personnels enseignants", "dpe@ac-lyon.fr");
    public static readonly Person Examinations = new("Rectorat de Lyon – Division des examens et concours", "dec@ac-lyon.fr");
    public static readonly Person Digital = new("Rectorat de Lyon – Numérique éducatif", "drane@ac-lyon.fr");
    public static readonly Person County = new("DSDEN du Rhône", "dsden69@ac-lyon.fr");
    public static readonly Person Publisher = new("Les Éditions du Préau", "actualites@editeur.example");
    public static readonly Person Union = new("Lettre d’information syndicale", "lettre@syndicat.example");

    public static readonly string[] Classes = ["6e B", "5e A", "4e C", "3e D"];

    public static readonly string[] Pupils =
    [
        "Inès AMRANI", "Lucas BERTHET", "Zoé BOUVIER", "Noé CHAPUIS", "Maëlys COLIN", "Ethan DA SILVA", "Léa DUFRÊNE", "Adam EL KHATIB",
        "Chloé FERRÉ", "Gabriel FONTAINE", "Jeanne GIRAUDET", "Hugo HUBERT", "Manon JACQUET", "Raphaël LEFÈVRE", "Anaïs MOREL", "Tom NGUYEN",
        "Éloïse PÉRIN", "Théo RIVOIRE", "Salomé ROCHE", "Yanis SAÏDI", "Clémence TISSOT", "Jules VACHER", "Nour YILMAZ", "Maxence ZELLER",
    ];

    /// <summary>A mother or father of <paramref name="pupil"/>.</summary>
    public static Person ParentOf(string pupil)
    {
        string[] firstNames = ["Sophie", "Nadia", "Frédéric", "Aurélie", "Stéphane", "Hélène", "Mehdi", "Céline"];
        var (given, family) = (pupil[..pupil.IndexOf(' ', StringComparison.Ordinal)], pupil[(pupil.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var first = firstNames[(given.Length + family.Length + given[0]) % firstNames.Length];
        return new($"{first} {family}", $"{Plain(first)}.{Plain(family)}@parents.example");
    }

    static string Plain(string name) =>
        string.Concat(name.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter).Select(char.ToLowerInvariant));
}
