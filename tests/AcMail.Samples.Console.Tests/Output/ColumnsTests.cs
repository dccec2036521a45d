namespace AcMail.Cli.Tests.Output;

public sealed class ColumnsTests
{
    [Theory]
    [InlineData("Réunion", "Réunion ")]
    [InlineData("Re\u0301union", "Re\u0301union ")]
    [InlineData("Réunions", "Réunions")]
    [InlineData("Les réunions", "Les réu…")]
    [InlineData("会議", "会議    ")]
    [InlineData("会議です", "会議です")]
    [InlineData("会議ですか", "会議で… ")]
    [InlineData("a会議です", "a会議で…")]
    [InlineData("회의", "회의    ")]
    [InlineData("🎉 fête", "🎉 fête ")]
    [InlineData("👩‍🏫 cours", "👩‍🏫 cours")]
    [InlineData("❤️ merci", "❤️ merci")]
    [InlineData("", "        ")]
    public void Text_takes_as_many_columns_as_it_is_given(string text, string fitted) => Columns.Fit(text, 8).ShouldBe(fitted);
}
