using AcMail.Cli.Tests.Support;

namespace AcMail.Cli.Tests.App;

public sealed class CommandLineTests
{
    [Fact]
    public async Task A_wrong_command_line_is_told_by_its_first_three_faults()
    {
        await using var program = new AcMailProgram(MailProtocol.Imap);
        var (exitCode, _, errors) = await program.TryAsync("accounts", "un", "deux", "trois", "quatre");
        exitCode.ShouldBe(2);
        errors.ShouldContain("'trois'");
        errors.ShouldNotContain("'quatre'");
        errors.ShouldContain("--help");
    }
}
