using AcMail.Storage;
using CsCheck;
using MailKit;

namespace AcMail.Tests;

public sealed class CopiedUidsTests
{
    static IReadOnlyDictionary<uint, uint> Of(UidSet asked, string source, string destination) => CopiedUids.Of(asked, new(Parse(source), Parse(destination)));

    static UniqueIdSet Parse(string text) => UniqueIdSet.TryParse(text, 7, out var set) ? set : throw new FormatException(text);

    [Fact]
    public void Each_message_is_where_the_same_place_of_the_other_list_says() =>
        Gen.Select(Gen.UInt[1, 50].HashSet[1, 20], Gen.UInt[1, 1000].HashSet[20], Gen.Int[0, 20]).Sample((from, to, left) =>
        {
            uint[] taken = [.. from.Take(Math.Max(1, left))];
            uint[] places = [.. to.Take(taken.Length)];
            Of(UidSet.Of(from), string.Join(',', taken), string.Join(',', places))
                .ShouldBe(taken.Zip(places).Select(p => KeyValuePair.Create(p.First, p.Second)), ignoreOrder: true);
        });

    [Theory]
    [InlineData("4294967295", "9")]
    [InlineData("4,6", "8,9")]
    [InlineData("4:5", "9")]
    [InlineData("4", "8:9")]
    [InlineData("1:4294967295", "1:4294967295")]
    [InlineData("4", "1:4294967295")]
    [InlineData("2:4294967295", "8")]
    public void What_tells_of_others_or_of_another_number_of_places_tells_nothing(string source, string destination) =>
        Of(UidSet.Of(4, 5), source, destination).ShouldBeEmpty();

    [Fact]
    public void No_response_tells_nothing() => CopiedUids.Of(UidSet.Of(4, 5), UniqueIdMap.Empty).ShouldBeEmpty();
}
