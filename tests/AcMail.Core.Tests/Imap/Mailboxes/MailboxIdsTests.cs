namespace AcMail.Core.Tests.Imap.Mailboxes;

public sealed class MailboxIdsTests
{
    [Theory]
    [InlineData("F2212ea87-6097-4256-9d51-71338625", true)]
    [InlineData("m_1", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("\u00cb4!U", false)]
    [InlineData("a b", false)]
    public void An_id_is_letters_digits_underscores_and_hyphens(string? told, bool isOne) => MailboxIds.IsOne(told).ShouldBe(isOne);

    [Fact]
    public void An_id_has_at_most_255_characters()
    {
        MailboxIds.IsOne(new string('a', 255)).ShouldBeTrue();
        MailboxIds.IsOne(new string('a', 256)).ShouldBeFalse();
    }
}
