namespace AcMail.Sqlite.Tests;

public sealed class StoreProblemsTests
{
    public static TheoryData<string, string, MailText> Counts => new()
    {
        { "1 more message is", "1 autre message est endommagé ou absent", StoreProblems.MoreLost(1) },
        { "1 message of the outbox is not known. It is", "ce qu'est devenu 1 message de la boîte d'envoi. Il y est", StoreProblems.OutboxUnsure(1) },
        { "1 message went through the outbox", "1 message est passé par la boîte d'envoi, et rien ne dit s'il est parti", StoreProblems.OutboxInSent(1, "Sent") },
        { "2 more messages are", "2 autres messages sont endommagés ou absents", StoreProblems.MoreLost(2) },
        { "2 messages of the outbox is not known. They are", "ce que sont devenus 2 messages", StoreProblems.OutboxUnsure(2) },
        { "2 messages went through the outbox", "2 messages sont passés par la boîte d'envoi", StoreProblems.OutboxInSent(2, "Sent") },
    };

    [Theory]
    [MemberData(nameof(Counts), DisableDiscoveryEnumeration = true)]
    public void One_is_said_as_one_and_more_as_more(string english, string french, MailText text)
    {
        text.English.ShouldContain(english);
        text.French.ShouldContain(french);
    }
}
