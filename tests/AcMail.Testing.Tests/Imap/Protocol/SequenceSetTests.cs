using CsCheck;

namespace AcMail.Testing.Tests.Imap.Protocol;

public sealed class SequenceSetTests
{
    [Theory]
    [InlineData("1", 9, "1")]
    [InlineData("3:1,5", 9, "1:3,5")]
    [InlineData("*", 9, "9")]
    [InlineData("7:*", 9, "7:9")]
    [InlineData("12:*", 9, "9:12")]
    [InlineData("2,1,3,8:9,4", 9, "1:4,8:9")]
    [InlineData("4294967295", 9, "4294967295")]
    public void Ranges_are_sorted_and_merged(string text, uint largest, string ranges) =>
        string.Join(',', SequenceSet.Parse(text).Ranges(largest).Select(r => r.First == r.Last ? $"{r.First}" : $"{r.First}:{r.Last}")).ShouldBe(ranges);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("01")]
    [InlineData("1,")]
    [InlineData("1:2:3")]
    [InlineData(":2")]
    [InlineData("4294967296")]
    [InlineData("**")]
    public void What_is_no_set_is_refused(string text) => Should.Throw<ImapSyntaxException>(() => SequenceSet.Parse(text));

    [Fact]
    public void A_set_of_numbers_is_written_and_read_back() =>
        Gen.UInt[1, 40].Array[1, 30].Sample(numbers =>
        {
            var set = SequenceSet.Parse(SequenceSet.Of(numbers).ToString());
            for (uint n = 1; n <= 41; n++) set.Contains(n, 40).ShouldBe(numbers.Contains(n));
            set.Ranges(40).Sum(r => r.Last - r.First + 1L).ShouldBe(numbers.Distinct().Count());
        });
}
