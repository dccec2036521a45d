namespace AcMail.Core.Tests.Pop3;

public sealed class PopNoticesTests
{
    public static TheoryData<string, string, MailText> OfOne => new()
    {
        { "1 day behind", "1 jour.", PopNotices.ClockBehind(TimeSpan.FromHours(3)) },
        { "after 1 day (", "de 1 jour (", PopNotices.Expires(1) },
        { "1 message could leave the server. It was", "1 message pourrait quitter le serveur. Il a été", PopNotices.AwaitsApply(1) },
        { "deleted 1 message.", "de 1 message.", PopNotices.QuitUnanswered(1, null) },
        { "1 message, and lists it again. It is", "1 message et l", PopNotices.ListedAgain(1) },
        { "of 1 message.", "de 1 message.", PopNotices.SizesUnknown(1) },
        { "1 more message is", "1 autre message doit", PopNotices.DeletionsPostponed(1) },
    };

    [Theory]
    [MemberData(nameof(OfOne), DisableDiscoveryEnumeration = true)]
    public void One_is_said_as_one(string english, string french, MailText text)
    {
        text.English.ShouldContain(english);
        text.French.ShouldContain(french);
    }

    [Fact]
    public void What_to_do_about_a_changed_rule_is_said_as_it_is_typed()
    {
        var text = PopNotices.AwaitsApply(3);
        text.English.ShouldContain("3 messages could leave the server. They were");
        text.English.ShouldContain("acmail retention ACCOUNT plan");
        text.French.ShouldContain("acmail retention COMPTE plan");
    }
}
