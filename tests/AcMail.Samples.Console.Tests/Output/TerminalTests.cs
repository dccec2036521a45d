using CsCheck;

namespace AcMail.Cli.Tests.Output;

public sealed class TerminalTests
{
    [Theory]
    [InlineData("Réunion du 5 – été 👩‍🏫", "Réunion du 5 – été 👩‍🏫")]
    [InlineData("\e]0;pwned\a", "\uFFFD]0;pwned\uFFFD")]
    [InlineData("\u009b31m", "\uFFFD31m")]
    [InlineData("a\tb\nc", "a b c")]
    [InlineData("invoice\u202Efdp.exe", "invoice\uFFFDfdp.exe")]
    public void What_could_command_a_terminal_is_replaced(string text, string expected) => Terminal.Harmless(text).ShouldBe(expected);

    [Fact]
    public void Text_keeps_its_lines_and_tabs_only() => Terminal.HarmlessLines("a\r\n\tb\rc\e[2J").ShouldBe("a\n\tb\uFFFDc\uFFFD[2J");

    [Fact]
    public void No_control_character_ever_comes_through() =>
        Gen.String.Sample(text => !Terminal.Harmless(text).Any(char.IsControl) && Terminal.HarmlessLines(text).All(c => !char.IsControl(c) || c is '\n' or '\t'));
}
