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
    [InlineData("INBOX", "INBOX?", "MessageFiled INBOX?, MessageDiscarded 1")]
    [InlineData("INBOX", "INBOX? INBOX", "MessageFiled INBOX?")]
    [InlineData("INBOX", "INBOX? Other", "MessageFiled INBOX?, MessageRefiled 1 Other")]
    public void Each_message_gets_to_its_place_by_the_shortest_way(string now, string before, string expected)
    {
        Tell(FormerPlanner.Place(Key, Places(now), Places(before), isWhole: true)).ShouldBe(expected);
        // What may have been lost with a damaged page was not deleted.
        var undeleted = expected.Split(", ").Where(c => !c.StartsWith("MessageDiscarded", StringComparison.Ordinal));
        Tell(FormerPlanner.Place(Key, Places(now), Places(before), isWhole: false)).ShouldBe(string.Join(", ", undeleted));
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
        MessageFiled f => $"MessageFiled {f.Mailbox}{(f.HeaderOf is null ? "" : "?")}",
        MessageDiscarded d => $"MessageDiscarded {d.Id}",
        _ => $"{c}",
    }));

    // What ends with a question mark is there with its header alone.
    static List<FormerPlace> Places(string mailboxes) =>
        [.. mailboxes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((m, i) => Place(i + 1, m.TrimEnd('?'), default) with
        {
            HeaderOf = m.EndsWith('?') ? new("u", 9000) : null,
        })];

    static FormerPlace Place(long id, string mailbox, MailFlags flags) => new(id, mailbox, flags, Mail.Date, null);
}
