using AcMail.Cli.Tests.Support;

namespace AcMail.Cli.Tests.Commands;

public sealed class DamageTests
{
    [Fact]
    public async Task Damaged_bytes_are_told_and_exported_once_they_were_downloaded_again()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        foreach (var subject in (string[])["sound", "damaged"]) acmail.Deliver(subject);
        await acmail.RunAsync("sync");
        acmail.Damage("Subject: damaged");
        var id = $"{await acmail.IdAsync("damaged")}";

        var shown = await acmail.TryAsync("show", "pro", id, "--raw");
        shown.ExitCode.ShouldBe(1);
        shown.Output.ShouldStartWith("SUBJECT: damaged");
        shown.Output.ShouldEndWith("\r\n\r\ndamaged\r\n");
        shown.Errors.ShouldContain($"message {id}");
        shown.Errors.ShouldContain("--rebuild");
        shown = await acmail.TryAsync("show", "pro", id);
        shown.ExitCode.ShouldBe(1);
        shown.Output.TrimEnd().ShouldEndWith("damaged");
        shown.Errors.ShouldContain($"message {id}");
        foreach (var format in (string[])["maildir", "mbox", "eml"])
        {
            var exported = await acmail.TryAsync("export", "pro", "--format", format, "--to", format);
            exported.ExitCode.ShouldBe(1);
            exported.Errors.ShouldContain($"message {id}");
            (await Exported(acmail, format)).ShouldHaveSingleItem().ShouldContain("Subject: sound");
        }

        (await acmail.TryAsync("doctor", "pro", "--rebuild")).ExitCode.ShouldBe(1);
        await acmail.RunAsync("sync");
        foreach (var format in (string[])["maildir", "mbox", "eml"])
        {
            (await acmail.RunAsync("export", "pro", "--format", format, "--to", format))["failed"]!.GetValue<int>().ShouldBe(0);
            string.Concat(await Exported(acmail, format)).ShouldContain("Subject: damaged");
        }
    }

    static Task<string[]> Exported(AcMailProgram acmail, string format) => Task.WhenAll(
        Directory.EnumerateFiles(acmail.Path(format), "*", SearchOption.AllDirectories).Select(f => File.ReadAllTextAsync(f)));
}
