using System.Text;

namespace AcMail.Core.Tests.Messages;

public sealed class MailboxNamesTests
{
    [Theory]
    [InlineData("Éléments envoyés", "elements envoyes")]
    [InlineData("ÉLÉMENTS ENVOYÉS", "elements envoyes")]
    [InlineData("Boîte de réception", "boite de reception")]
    [InlineData("Entwürfe", "entwurfe")]
    [InlineData("Ærø", "æro")]
    public void Case_accents_and_unicode_form_are_folded(string name, string expected)
    {
        MailboxNames.Fold(name).ShouldBe(expected);
        MailboxNames.Fold(name.Normalize(NormalizationForm.FormD)).ShouldBe(expected);
        MailboxNames.Fold(name.Normalize(NormalizationForm.FormC)).ShouldBe(expected);
    }

    [Fact]
    public void The_table_agrees_with_unicode_for_every_letter_that_decomposes()
    {
        for (var c = '\u00C0'; c <= '\u017F'; c++)
        {
            var plain = c.ToString().Normalize(NormalizationForm.FormD)[0];
            if (plain != c) MailboxNames.Fold($"{c}").ShouldBe($"{char.ToLowerInvariant(plain)}", $"U+{(int)c:X4}");
        }
    }

    [Theory]
    [InlineData("inbox", '/', "INBOX")]
    [InlineData("Inbox/Projets", '/', "INBOX/Projets")]
    [InlineData("Inbox.Projets", '/', "Inbox.Projets")]
    [InlineData("Inbox.Projets", null, "INBOX.Projets")]
    [InlineData("Inbox 2", null, "Inbox 2")]
    [InlineData("Projets/Inbox", '/', "Projets/Inbox")]
    public void The_inbox_has_one_name_whatever_its_case(string name, char? delimiter, string expected) =>
        MailboxNames.Canonical(name, delimiter).ShouldBe(expected);

    [Fact]
    public void The_exact_name_wins_over_its_twin()
    {
        var composed = "Éléments envoyés".Normalize(NormalizationForm.FormC);
        var decomposed = composed.Normalize(NormalizationForm.FormD);
        MailboxNames.Resolve(decomposed, [composed, decomposed]).ShouldBe(decomposed);
        MailboxNames.Resolve("elements envoyes", [composed, decomposed]).ShouldBeNull();
        MailboxNames.Resolve("elements envoyes", [composed, "INBOX"]).ShouldBe(composed);
    }

    [Theory]
    [InlineData("*", "Classe/6e B", true)]
    [InlineData("%", "Classe/6e B", false)]
    [InlineData("Classe/%", "Classe/6e B", true)]
    [InlineData("Classe/%", "Classe/6e B/Notes", false)]
    [InlineData("Classe*", "Classe/6e B/Notes", true)]
    [InlineData("*Notes", "Classe/6e B/Notes", true)]
    [InlineData("INBOX", "INBOX", true)]
    [InlineData("INBOX", "INBOX2", false)]
    [InlineData("", "INBOX", false)]
    public void Patterns_match_as_in_LIST(string pattern, string name, bool expected) =>
        MailboxNames.Matches(pattern, name, '/').ShouldBe(expected);

    [Theory]
    [InlineData("archives/2026", "Archives/2026")]
    [InlineData("archives/eleves/6e/a", "Archives/Élèves/6e/a")]
    [InlineData("Archives/eleves/6e", "Archives/Élèves/6e")]
    [InlineData("autres/2026", "autres/2026")]
    [InlineData("double/2026", "double/2026")]
    [InlineData("archives", "archives")]
    public void What_is_above_a_new_name_is_as_it_is_known(string name, string expected) =>
        MailboxNames.BelowKnown(name, '/', ["Archives", "Archives/Élèves", "Double", "DOUBLE"]).ShouldBe(expected);

    [Fact]
    public void A_name_is_told_in_short_where_it_is_too_long_and_never_with_half_a_character()
    {
        MailboxNames.Shorten("Éléments envoyés").ShouldBe("Éléments envoyés");
        MailboxNames.Shorten(new('a', 100)).ShouldBe(new('a', 100));
        MailboxNames.Shorten(new('a', 101)).ShouldBe($"{new string('a', 100)}…");
        MailboxNames.Shorten($"{new string('a', 99)}😀 et la suite").ShouldBe($"{new string('a', 99)}…");
    }
}
