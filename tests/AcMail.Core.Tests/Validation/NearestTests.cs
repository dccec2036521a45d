using CsCheck;

namespace AcMail.Tests.Validation;

public sealed class NearestTests
{
    [Theory]
    [InlineData("Prot", "Port")]
    [InlineData("USERNAM", "UserName")]
    [InlineData("Hst", "Host")]
    [InlineData("Pasword", "Password")]
    [InlineData("Encryption", null)]
    [InlineData("", null)]
    public void A_slip_is_recognised_and_another_word_is_not(string word, string? expected) =>
        Nearest.To(word, ["Host", "Port", "UserName", "Password"]).ShouldBe(expected);

    [Fact]
    public void A_word_is_nearest_to_itself() =>
        Gen.String[Gen.Char.AlphaNumeric, 1, 20].List[1, 8].Sample(words =>
            string.Equals(Nearest.To(words[0], words), words[0], StringComparison.OrdinalIgnoreCase));
}
