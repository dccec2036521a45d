namespace AcMail.Core.Tests.Migration;

public sealed class DoubtfulNamesTests
{
    [Theory]
    [InlineData("..", true)]
    [InlineData("Classes/..", true)]
    [InlineData("~Notes", true)]
    [InlineData("50 %", true)]
    [InlineData("*urgent*", true)]
    [InlineData("M. Durand/2026", false)]
    [InlineData("Élèves/a~b…", false)]
    public void Names_that_most_servers_refuse_are_told_beforehand(string name, bool expected) =>
        DoubtfulNames.Find([name], '/').ShouldBe(expected ? [name] : []);

    [Fact]
    public void So_are_those_longer_than_a_file_s_may_be()
    {
        DoubtfulNames.Find([new('a', 255), $"{new string('a', 200)}/{new string('b', 200)}"], '/').ShouldBeEmpty();
        DoubtfulNames.Find([new('é', 128)], '/').Count.ShouldBe(1);
    }

    [Fact]
    public void What_lies_below_one_is_not_told_as_well() => DoubtfulNames.Find(["..", "../autre", "../50 %", "Ailleurs"], '/').ShouldBe([".."]);
}
