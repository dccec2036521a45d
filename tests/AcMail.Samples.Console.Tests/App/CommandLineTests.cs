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

    [Theory]
    [InlineData("'dix' is no number that --limit can take.", "list", "pro", "--limit", "dix")]
    [InlineData("'99999999999' is no number that --limit can take.", "search", "pro", "Réunion", "--limit", "99999999999")]
    [InlineData("'une' is no number that --attachment can take.", "show", "pro", "1", "--attachment", "une", "--to", "file")]
    [InlineData("'x' is no number that ID can take.", "show", "pro", "x")]
    public async Task What_is_no_number_is_a_matter_of_usage(string told, params string[] arguments)
    {
        await using var program = new AcMailProgram(MailProtocol.Imap);
        var (exitCode, _, errors) = await program.TryAsync(arguments);
        exitCode.ShouldBe(2);
        errors.ShouldContain(told);
        errors.ShouldNotContain("System.");
        errors.ShouldNotContain("   at ");
    }

    [Fact]
    public void A_full_disk_behind_the_output_is_not_taken_for_a_defect()
    {
        using var signals = new Signals();
        var problem = CliProblem.From(new IOException("No space left on device"), signals);
        (problem.Kind, problem.ExitCode).ShouldBe(("storageUnavailable", ExitCodes.Problems));
    }

    [Fact]
    public async Task Interrupted_while_the_text_of_a_message_is_typed_it_ends()
    {
        await using var program = new AcMailProgram(MailProtocol.Imap);
        (await program.InterruptReadingAsync("send", "pro", "--to", "zoe@ac-lyon.fr", "--subject", "Réunion", "--body-file", "-")).ShouldBe(130);
    }
}
