using AcMail.Cli.Tests.Support;

namespace AcMail.Cli.Tests.Commands;

public sealed class CompactCommandTests
{
    [Fact]
    public async Task What_doctor_tells_to_be_of_deleted_messages_is_given_back()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap);
        foreach (var subject in (string[])["goes", "stays", "newest"]) acmail.Deliver(subject);
        await acmail.RunAsync("sync");
        (await acmail.RunAsync("doctor", "pro"))["unusedBytes"]!.GetValue<long>().ShouldBe(0);
        await acmail.RunAsync("delete", "pro", $"{await acmail.IdAsync("goes")}", "--for-good");
        (await acmail.RunAsync("compact", "pro"))["contents"]!.GetValue<long>().ShouldBe(0);
        await acmail.RunAsync("sync");

        var (exitCode, output, errors) = await acmail.TryAsync("doctor", "pro");
        (exitCode, output.Contains("sound", StringComparison.Ordinal), errors.Contains("acmail compact pro", StringComparison.Ordinal)).ShouldBe((0, true, true));
        var compacted = await acmail.RunAsync("compact", "pro");
        compacted["contents"]!.GetValue<long>().ShouldBe(1);
        compacted["bytes"]!.GetValue<long>().ShouldBeGreaterThan(0);
        (await acmail.RunAsync("doctor", "pro"))["unusedBytes"]!.GetValue<long>().ShouldBe(0);
        (await acmail.RunAsync("list", "pro")).AsArray().Count.ShouldBe(2);
        (await acmail.TryAsync("show", "pro", $"{await acmail.IdAsync("stays")}", "--raw")).Output.ShouldEndWith("\r\n\r\nstays\r\n");
    }

    [Fact]
    public async Task An_account_that_is_open_elsewhere_is_busy()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Imap) { Language = "fr_FR.UTF-8" };
        acmail.Deliver("x");
        await acmail.RunAsync("sync");
        using (new FileStream(acmail.Path("mail/pro/replica.lock"), FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            var (exitCode, _, errors) = await acmail.TryAsync("compact", "pro");
            exitCode.ShouldBe(6);
            errors.ShouldContain("en cours d'utilisation");
        }

        (await acmail.TryAsync("compact", "pro")).Output.ShouldContain("libéré 0 B");
    }
}
