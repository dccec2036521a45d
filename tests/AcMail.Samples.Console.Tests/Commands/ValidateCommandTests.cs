using AcMail.Cli.Tests.Support;

namespace AcMail.Cli.Tests.Commands;

public sealed class ValidateCommandTests
{
    [Theory]
    [InlineData("C", "settings", "rules", "incoming", "connect")]
    [InlineData("fr_FR.UTF-8", "réglages", "règles", "réception", "connexion")]
    public async Task A_person_reads_what_is_checked_in_their_language(string language, params string[] names)
    {
        await using var acmail = new AcMailProgram(MailProtocol.Pop3) { Language = language };
        var (exitCode, output, errors) = await acmail.TryAsync("validate", "pro");
        exitCode.ShouldBe(0, errors);
        foreach (var name in names) output.ShouldContain(name);
        (await acmail.RunAsync("validate", "pro"))["checks"]!.AsArray().Select(c => (string?)c!["stage"]).ShouldContain("connect");
    }
}
