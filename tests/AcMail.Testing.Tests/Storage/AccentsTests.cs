using System.Text;

namespace AcMail.Testing.Tests.Storage;

/// <summary>The letters that are taken for others where .NET runs without ICU and decomposes nothing.</summary>
public sealed class AccentsTests
{
    [Fact]
    public void The_table_agrees_with_unicode()
    {
        for (var c = '\u0080'; c <= '\u0180'; c++) Accents.Of(c).ShouldBe(c.ToString().Normalize(NormalizationForm.FormD)[0], $"U+{(int)c:X4}");
    }

    [Theory]
    [InlineData("L'ÉTÉ e\u0301te\u0301", "L'ETE ete")]
    [InlineData("Søren Łódź Œuvre 😀", "Søren Łodz Œuvre 😀")]
    public void Accents_are_taken_off_and_nothing_else(string text, string plain) => Accents.Remove(text).ShouldBe(plain);

    [Fact]
    public void No_character_keeps_an_accent_from_being_taken_off_and_no_half_of_one()
    {
        for (var c = '\0'; c < char.MaxValue; c++) Accents.Remove($"{c}é").ShouldEndWith("e", customMessage: $"U+{(int)c:X4}");
        Accents.Remove("\ud800é").ShouldBe("\ufffde");
        Accents.Remove("\ufffeé").ShouldBe("\ufffde");
    }
}
