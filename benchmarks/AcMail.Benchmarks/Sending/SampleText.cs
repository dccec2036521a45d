using MimeKit;

namespace AcMail.Benchmarks.Sending;

/// <summary>The same message for all ways to send.</summary>
sealed class SampleText(SendTarget target, int size)
{
    const string Paragraph =
        "Madame, Monsieur,\r\n\r\nLa réunion parents-professeurs de la classe de 6e B aura lieu mardi prochain à 17 h 30, en salle 204. " +
        "Vous y rencontrerez l’équipe pédagogique et pourrez consulter les évaluations de votre enfant.\r\n";

    public string Body { get; } =
        string.Concat(Enumerable.Repeat(Paragraph, 1 + (size / Paragraph.Length))) + "\r\nCordialement,\r\nDavid MARTIN\r\n";

    public string Subject(int number) => $"Réunion parents-professeurs, convocation {number}";

    public MimeMessage Message(int number) => new(
        [new MailboxAddress("David MARTIN", target.Sender)], [new MailboxAddress("", target.Recipient)],
        Subject(number), new TextPart("plain") { Text = Body });
}
