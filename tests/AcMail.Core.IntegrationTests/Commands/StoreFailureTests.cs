using System.Diagnostics;
using System.Text;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Commands;

public sealed class StoreFailureTests(MailServer server)
{
    [Fact]
    public async Task A_store_file_that_is_not_ours_is_left_alone()
    {
        using var cli = new Cli(Cli.Imap(server, MailServer.NewUser()));
        Directory.CreateDirectory(cli.StoreDirectory);
        var file = Path.Combine(cli.StoreDirectory, "replica.db");
        await File.WriteAllTextAsync(file, "my precious notes");
        var result = await cli.RunAsync("--json", "sync");
        result.ShouldBeFitForPeople().ExitCode.ShouldNotBe(0);
        result.FailureKind.ShouldBe("storageForeign");
        result.Errors.ShouldContain("replica.db");
        (await File.ReadAllTextAsync(file)).ShouldBe("my precious notes");
    }

    [Fact]
    public async Task A_full_disk_is_told_and_costs_nothing()
    {
        var user = MailServer.NewUser();
        for (var i = 0; i < 300; i++) server.Deliver(user, Encoding.UTF8.GetBytes($"Subject: {i}\n\n{new string('x', 20_000)}\n"));
        using var cli = new Cli(Cli.Imap(server, user));
        var mail = Directory.CreateDirectory(Path.Combine(cli.Home, "mail")).FullName;
        Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", mail);
        try
        {
            var full = await cli.RunAsync("--json", "sync");
            full.ShouldBeFitForPeople().ExitCode.ShouldNotBe(0);
            full.FailureKind.ShouldBe("storageFull");
            Run("mount", "-o", "remount,size=50m", mail);
            (await cli.RunAsync("sync")).ExitCode.ShouldBe(0);
            (await cli.RunAsync("--json", "list", "pro")).Json.AsArray().Count.ShouldBe(300);
            (await cli.RunAsync("doctor", "pro")).ExitCode.ShouldBe(0);
        }
        finally
        {
            Run("umount", mail);
        }
    }

    [Fact]
    public async Task A_second_process_on_the_same_account_is_told_busy()
    {
        var user = MailServer.NewUser();
        for (var i = 0; i < 1000; i++) server.Deliver(user, Encoding.UTF8.GetBytes($"Subject: {i}\n\n{new string('x', 5000)}\n"));
        using var cli = new Cli(Cli.Imap(server, user));
        using var first = cli.Start("C", "sync");
        CliResult second;
        do second = await cli.RunAsync("--json", "sync");
        while (second.ExitCode == 0 && !first.HasExited);
        second.ShouldBeFitForPeople().ExitCode.ShouldBe(6);
        second.Json[0]!["outcome"]!.GetValue<string>().ShouldBe("busy");
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        first.ExitCode.ShouldBe(0);
    }

    static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
