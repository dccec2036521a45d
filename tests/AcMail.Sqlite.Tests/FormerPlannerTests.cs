using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class FormerPlannerTests
{
    static readonly ContentKey Key = ContentKey.Of(Mail.Bytes("x"));

    [Theory]
    [InlineData("INBOX", "INBOX", "")]
    [InlineData("INBOX", "Other", "MessageRefiled 1 Other")]
    [InlineData("INBOX", "Other INBOX", "MessageFiled Other")]
    [InlineData("INBOX", "Other Third", "MessageRefiled 1 Other, MessageFiled Third")]
    [InlineData("INBOX Sent", "Sent", "MessageDiscarded 1")]
    [InlineData("INBOX", "", "MessageDiscarded 1")]
    [InlineData("", "INBOX", "MessageFiled INBOX")]
    public void Each_message_gets_to_its_place_by_the_shortest_way(string now, string before, string expected)
    {
        Tell(FormerPlanner.Place(Key, Places(now), Places(before), isWhole: true)).ShouldBe(expected);
        // What may have been lost with a damaged page was not deleted.
        Tell(FormerPlanner.Place(Key, Places(now), Places(before), isWhole: false)).ShouldBe(expected.StartsWith("MessageDiscarded", StringComparison.Ordinal) ? "" : expected);
    }

    [Fact]
    public void Flags_are_those_of_before()
    {
        var (seen, flagged) = (new MailFlags(SystemFlags.Seen), new MailFlags(SystemFlags.Flagged));
        FormerPlanner.Place(Key, [Place(1, "INBOX", seen)], [Place(9, "INBOX", flagged)], true)
            .ShouldBe([new MessageMarked(1, flagged, seen) { IsLocalOnly = true }]);
    }

    static string Tell(IEnumerable<StoreChange> changes) => string.Join(", ", changes.Select(c => c switch
    {
        MessageRefiled r => $"MessageRefiled {r.Id} {r.Mailbox}",
        MessageFiled f => $"MessageFiled {f.Mailbox}",
        MessageDiscarded d => $"MessageDiscarded {d.Id}",
        _ => $"{c}",
    }));

    static List<FormerPlace> Places(string mailboxes) =>
        [.. mailboxes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((m, i) => Place(i + 1, m, default))];

    static FormerPlace Place(long id, string mailbox, MailFlags flags) => new(id, mailbox, flags, Mail.Date, null);
}
