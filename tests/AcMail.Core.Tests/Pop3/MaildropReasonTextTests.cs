namespace AcMail.Core.Tests.Pop3;

public sealed class MaildropReasonTextTests
{
    [Theory]
    [InlineData(MaildropReason.WithinDays, 0, "stay: their days are not over", "reste : ses jours ne sont pas écoulés")]
    [InlineData(MaildropReason.WithinDays, 1, "stays: its days are not over", "reste : ses jours ne sont pas écoulés")]
    [InlineData(MaildropReason.WithinDays, 10, "stay: their days are not over", "restent : leurs jours ne sont pas écoulés")]
    [InlineData(MaildropReason.Due, 2, "due: deleted from the server", "échus : supprimés du serveur")]
    public void A_reason_agrees_with_the_number_of_messages(MaildropReason reason, int messages, string english, string french) =>
        reason.ToText(messages).ShouldBe(new MailText(english, french));

    [Fact]
    public void Every_reason_has_words_of_its_own_for_several_messages()
    {
        var reasons = Enum.GetValues<MaildropReason>();
        reasons.Select(r => r.ToText(2)).ShouldBeUnique();
        foreach (var reason in reasons)
        {
            reason.ToText(1).ShouldBe(reason.ToText());
            reason.ToText(2).English.Contains("stays", StringComparison.Ordinal).ShouldBeFalse($"{reason}");
            reason.ToText(2).French.Contains("reste :", StringComparison.Ordinal).ShouldBeFalse($"{reason}");
        }
    }
}
