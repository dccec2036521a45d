using System.Text;
using AcMail.Storage;

namespace AcMail.Core.Tests.Pop3.Ledger;

public sealed class MaildropLedgerTests
{
    static readonly DateTimeOffset Date = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<DropState, string, long, bool> Headers => new()
    {
        { DropState.HeadersOnly, "header", 10, true },
        { DropState.HeadersOnly, "another", 10, false },
        { DropState.HeadersOnly, "header", 11, false },
        { DropState.Downloaded, "header", 10, false },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_that_came_under_a_new_name_is_known_by_itself_and_the_size(DropState state, string content, long size, bool isFound)
    {
        var known = new DropEntry("old", state) { Content = Key(content), Size = size };
        (Ledger([known], "new").FindFormerHeader(Received("new", 10)) == known).ShouldBe(isFound);
        Ledger([known], "new", "old").FindFormerHeader(Received("new", 10)).ShouldBeNull();
    }

    public static TheoryData<DropState, long, int, bool> Wholes => new()
    {
        { DropState.Downloaded, 10, 0, true },
        { DropState.DeletionAsked, 10, 0, true },
        { DropState.Downloaded, 10, 1, false },
        { DropState.Downloaded, 11, 0, false },
        { DropState.Deleted, 10, 0, false },
        { DropState.Seen, 10, 0, false },
        { DropState.HeadersOnly, 10, 0, false },
    };

    [Theory]
    [MemberData(nameof(Wholes))]
    public void A_message_that_is_listed_under_a_new_name_may_be_held_by_its_size_and_date(DropState state, long size, int seconds, bool isFound)
    {
        var known = new DropEntry("old", state) { Content = Key("whole"), Size = size, Date = Date.AddSeconds(seconds) };
        (Ledger([known], "new").FindFormerWhole(new(0, "new", 10), Date) == known).ShouldBe(isFound);
        Ledger([known], "new", "old").FindFormerWhole(new(0, "new", 10), Date).ShouldBeNull();
    }

    [Fact]
    public void What_is_listed_under_a_name_in_doubt_counts_as_not_listed_until_it_has_come()
    {
        var known = new DropEntry("old", DropState.Downloaded) { Content = Key("whole"), Size = 10 };
        var ledger = Ledger([known], "new", "old");
        (ledger.FindFormer(Key("whole"), "new"), ledger.CountListed(Key("whole"), "new")).ShouldBe((null, 1));
        ledger.Doubt(["old"]);
        (ledger.FindFormer(Key("whole"), "new"), ledger.CountListed(Key("whole"), "new")).ShouldBe((known, 0));
        ledger.Record(known);
        (ledger.FindFormer(Key("whole"), "new"), ledger.CountListed(Key("whole"), "new")).ShouldBe((null, 1));
        ledger.FindFormer(Key("whole"), "old").ShouldBeNull();
    }

    [Theory]
    [InlineData(DropState.Downloaded, 2)]
    [InlineData(DropState.HeadersOnly, 3)]
    [InlineData(DropState.Seen, 0)]
    [InlineData(DropState.Deleted, 0)]
    public void Whose_name_is_anothers_by_now_is_known_by_what_is_held_of_it(DropState state, int changes)
    {
        var known = new DropEntry("old", state) { Content = Key("held"), Size = 10 };
        var ledger = Ledger([known], "old");
        ledger.Displace(known).Count.ShouldBe(changes);
        ledger.Find("old").ShouldBeNull();
        ledger.Entries.Count.ShouldBe(changes == 0 ? 0 : 1);
        if (state == DropState.Downloaded) ledger.FindFormer(Key("held"), "new").ShouldNotBeNull();
    }

    static MaildropLedger Ledger(IEnumerable<DropEntry> known, params string[] listed) =>
        new(known.ToDictionary(k => k.UniqueId), new([.. listed.Select((name, i) => new DropListingEntry(i, name, 10))]));

    static ReceivedDrop Received(string name, long size) => new(new(0, name, size), Key("top"), MessageHeaders.None, Date, () => Key("header"));

    static ContentKey Key(string content) => ContentKey.Of(Encoding.UTF8.GetBytes(content));
}
