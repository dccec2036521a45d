namespace AcMail.Core.Tests.Pop3.Leaving;

public sealed class LeaveTextsTests
{
    public static TheoryData<LeaveOnServer, string, string> Rules => new()
    {
        { LeaveOnServer.Forever, "everything stays", "tout reste" },
        { LeaveOnServer.ForDays(60), "each message stays for 60 days from its download", "chaque message reste 60 jours après sa réception ici" },
        { LeaveOnServer.ForDays(1), "each message stays for 1 day from its download", "chaque message reste 1 jour après sa réception ici" },
        { LeaveOnServer.ForDaysSinceDate(30), "each message stays for 30 days from its date", "chaque message reste 30 jours après sa date" },
        { LeaveOnServer.Newest(1), "the newest message stays", "le message le plus récent reste" },
        { LeaveOnServer.Newest(20), "the newest 20 messages stay", "les 20 messages les plus récents restent" },
        {
            LeaveOnServer.BelowQuotaShare(33, 10), "everything stays below 3.3 MB, above it the oldest go first",
            "tout reste en dessous de 3,3 Mo, au-dessus les plus anciens partent d'abord"
        },
        { LeaveOnServer.UntilDeletedLocally, "each message stays until it is deleted here", "chaque message reste jusqu'à sa suppression ici" },
        { LeaveOnServer.NotAtAll, "nothing stays that is held here", "rien ne reste de ce qui est conservé ici" },
        { Both(LeaveOnServer.ForDays(2), LeaveOnServer.NotAtAll), "each message stays for 2 days from its download", "chaque message reste 2 jours après sa réception ici" },
        {
            Both(LeaveOnServer.ForDays(2), LeaveOnServer.Newest(5)), "each message stays for 2 days from its download; the newest 5 messages stay",
            "chaque message reste 2 jours après sa réception ici ; les 5 messages les plus récents restent"
        },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_says_in_words_what_stays(LeaveOnServer rule, string english, string french) =>
        LeaveTexts.Of(LeavePolicy.From(rule)).ShouldBe(new(english, french));

    static LeaveOnServer Both(LeaveOnServer rule, LeaveOnServer other)
    {
        rule.And = [other];
        return rule;
    }
}
