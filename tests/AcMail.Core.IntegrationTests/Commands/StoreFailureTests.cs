using System.Diagnostics;
using System.Text;
using AcMail.Core.IntegrationTests.Support;
using AcMail.Storage;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task A_replica_on_a_disk_that_takes_nothing_can_be_read()
    {
        var user = MailServer.NewUser();
        for (var i = 0; i < 3; i++) server.Deliver(user, Encoding.UTF8.GetBytes($"Subject: sujet{i}\n\nmot{i}\n"));
        using var cli = new Cli(Cli.Imap(server, user));
        var mail = Directory.CreateDirectory(Path.Combine(cli.Home, "mail")).FullName;
        Run("mount", "-t", "tmpfs", "-o", "size=9m", "tmpfs", mail);
        try
        {
            (await cli.RunAsync("sync")).ExitCode.ShouldBe(0);
            Run("mount", "-o", "remount,ro", mail);
            var listed = (await cli.RunAsync("--json", "list", "pro")).Json.AsArray();
            listed.Count.ShouldBe(3);
            (await cli.RunAsync("show", "pro", $"{listed[0]!["id"]}", "--raw")).Output.ShouldContain("mot");
            (await cli.RunAsync("--json", "search", "pro", "sujet1")).Json.AsArray().Count.ShouldBe(1);
            (await cli.RunAsync("export", "pro", "--format", "maildir", "--to", Path.Combine(cli.Home, "out"))).ExitCode.ShouldBe(0);
            (await cli.RunAsync("doctor", "pro")).ExitCode.ShouldBe(0);
            foreach (var command in (string[][])[["sync"], ["mark", "pro", $"{listed[0]!["id"]}", "--add", "Flagged"], ["doctor", "pro", "--rebuild"]])
            {
                var refused = await cli.RunAsync(["--json", .. command]);
                refused.ShouldBeFitForPeople().ExitCode.ShouldNotBe(0, string.Join(' ', command));
                refused.FailureKind.ShouldBe("storageUnavailable", string.Join(' ', command));
            }
        }
        finally
        {
            Run("umount", mail);
        }
    }

    [Fact]
    public async Task Where_files_cannot_be_locked_nothing_is_written()
    {
        using var cli = new Cli(Cli.Imap(server, MailServer.NewUser()));
        (await cli.RunAsync("sync")).ExitCode.ShouldBe(0);
        cli.Set("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1");
        foreach (var command in (string[][])[["sync"], ["list", "pro"], ["doctor", "pro"], ["doctor", "pro", "--rebuild"], ["compact", "pro"]])
        {
            var refused = await cli.RunAsync(["--json", .. command]);
            refused.ShouldBeFitForPeople().ExitCode.ShouldNotBe(0, string.Join(' ', command));
            refused.FailureKind.ShouldBe("storageUnavailable", string.Join(' ', command));
        }
    }

    [Fact]
    public async Task A_second_process_on_the_same_account_is_told_busy()
    {
        using var cli = new Cli(Cli.Imap(server, MailServer.NewUser()));
        await using var services = Services(cli);
        await using (var store = await services.GetRequiredService<IMailStoreProvider>().OpenAsync("pro"))
        await using (await store.TryAcquireLeaseAsync())
        {
            var busy = await cli.RunAsync("--json", "sync");
            busy.ShouldBeFitForPeople().ExitCode.ShouldBe(6);
            busy.Json[0]!["outcome"]!.GetValue<string>().ShouldBe("busy");
        }

        (await cli.RunAsync("--json", "sync")).ExitCode.ShouldBe(0);
    }

    static ServiceProvider Services(Cli cli)
    {
        var services = new ServiceCollection();
        services.AddAcMail().UseSqlite(o => o.Directory = Path.Combine(cli.Home, "mail"));
        return services.BuildServiceProvider();
    }

    static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
