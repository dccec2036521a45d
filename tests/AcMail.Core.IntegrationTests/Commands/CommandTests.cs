using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Commands;

public sealed class CommandTests(MailServer server)
{
    [Fact]
    public async Task A_synchronised_account_can_be_read()
    {
        var user = MailServer.NewUser();
        server.Deliver(user, "From: a@x.fr\nSubject: premier\n\nbonjour\n"u8);
        server.Deliver(user, "From: b@x.fr\nSubject: deuxi\u00e8me\n\n\u001b[31mrouge\n"u8);
        using var cli = new Cli(Cli.Imap(server, user));

        var sync = await cli.RunAsync("--json", "sync", "pro");
        sync.ExitCode.ShouldBe(0, sync.Errors);
        sync.Json[0]!["outcome"]!.GetValue<string>().ShouldBe("completed");
        sync.Json[0]!["messagesAdded"]!.GetValue<int>().ShouldBe(2);
        sync.Json[0]!["mailboxes"]!.AsArray().ShouldContain(m => m!["role"]!.GetValue<string>() == "sent" && m["name"]!.GetValue<string>() == "Éléments envoyés");

        (await cli.RunAsync("--json", "accounts")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("--json", "mailboxes", "pro")).Json.AsArray().Count.ShouldBeGreaterThan(3);
        var list = (await cli.RunAsync("--json", "list", "pro", "--mailbox", "inbox", "--limit", "1")).Json.AsArray();
        list.Count.ShouldBe(1);
        var found = (await cli.RunAsync("--json", "search", "pro", "deuxieme")).Json.AsArray();
        var id = found.ShouldHaveSingleItem()!["id"]!.GetValue<long>();
        (await cli.RunAsync("show", "pro", $"{id}")).Output.ShouldNotContain('\u001b');
        (await cli.RunAsync("show", "pro", $"{id}", "--raw")).Output.ShouldBe("From: b@x.fr\r\nSubject: deuxi\u00e8me\r\n\r\n\u001b[31mrouge\r\n");
        (await cli.RunAsync("--json", "doctor", "pro")).Json["messages"]!.GetValue<long>().ShouldBe(2);
    }

    [Fact]
    public async Task An_attachment_is_saved_and_overwrites_nothing()
    {
        var user = MailServer.NewUser();
        server.Deliver(user, "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ntexte\n--b\n"u8 +
            "Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\ncMOpZGFnb2dpZQ==\n--b--\n"u8);
        using var cli = new Cli(Cli.Imap(server, user));
        (await cli.RunAsync("sync")).ExitCode.ShouldBe(0);
        var id = (await cli.RunAsync("--json", "list", "pro")).Json.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<long>();
        (await cli.RunAsync("show", "pro", $"{id}")).Output.ShouldContain("a.pdf (application/pdf");
        (await cli.RunAsync("--json", "show", "pro", $"{id}")).Json["attachments"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("a.pdf");

        var directory = Directory.CreateDirectory(Path.Combine(cli.Home, "saved")).FullName;
        string[] save = ["--json", "show", "pro", $"{id}", "--to", Path.Combine(directory, "a.pdf"), "--attachment"];
        (await cli.RunAsync([.. save, "1"])).ExitCode.ShouldBe(2);
        save = save[1..];
        (await cli.RunAsync([.. save, "2"])).ShouldBeFitForPeople().ExitCode.ShouldBe(1);
        Directory.GetFiles(directory).ShouldBeEmpty();
        (await cli.RunAsync([.. save, "1"])).ExitCode.ShouldBe(0);
        (await cli.RunAsync([.. save, "1"])).ShouldBeFitForPeople().ExitCode.ShouldBe(1);
        (await File.ReadAllTextAsync(Directory.GetFiles(directory).ShouldHaveSingleItem())).ShouldBe("pédagogie");
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_is_told()
    {
        using var cli = new Cli(Cli.Imap(server, MailServer.NewUser()));
        (await cli.RunAsync("sync")).ExitCode.ShouldBe(0);
        var result = await cli.RunAsync("--json", "list", "pro", "--mailbox", "Nulle part");
        result.ShouldBeFitForPeople().ExitCode.ShouldBe(1);
        result.FailureKind.ShouldBe("mailboxNotFound");
        result.Errors.ShouldContain("Nulle part");
    }

    [Fact]
    public async Task A_message_is_sent_and_found_in_both_mailboxes()
    {
        string user = MailServer.NewUser(), colleague = MailServer.NewUser();
        using var cli = new Cli(Cli.Imap(server, user));
        var body = Path.Combine(cli.Home, "body.txt");
        await File.WriteAllTextAsync(body, "Bonjour,\nà demain.\n");

        var sent = await cli.RunAsync("--json", "send", "pro", "--to", $"{colleague}@ac-lyon.fr", "--subject", "Réunion", "--body-file", body, "--attach", body);
        sent.ExitCode.ShouldBe(0, sent.Output + sent.Errors);
        sent.Json["outcome"]!.GetValue<string>().ShouldBe("accepted");
        sent.Json["sentCopy"]!.GetValue<string>().ShouldBe("savedOnServer");

        (await cli.RunAsync("sync")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("--json", "list", "pro", "--mailbox", "elements envoyes")).Json.AsArray()
            .ShouldHaveSingleItem()!["subject"]!.GetValue<string>().ShouldBe("Réunion");
        using var recipient = new Cli(Cli.Imap(server, colleague));
        for (var attempt = 0; attempt < 50; attempt++)
        {
            (await recipient.RunAsync("sync")).ExitCode.ShouldBe(0);
            if ((await recipient.RunAsync("--json", "list", "pro")).Json.AsArray().Count == 1) return;
        }

        Assert.Fail("The message did not arrive.");
    }

    [Fact]
    public async Task A_refused_recipient_is_told()
    {
        using var cli = new Cli(Cli.Imap(server, MailServer.NewUser()));
        var body = Path.Combine(cli.Home, "body.txt");
        await File.WriteAllTextAsync(body, "x");
        var sent = await cli.RunAsync("--json", "send", "pro", "--to", "inconnu@ac-lyon.fr", "--subject", "x", "--body-file", body);
        sent.ExitCode.ShouldNotBe(0);
        sent.Json["outcome"]!.GetValue<string>().ShouldBe("rejected");
        (sent.Output + sent.Errors).ShouldContain("User unknown");
    }

    [Fact]
    public async Task An_exported_maildir_holds_exactly_what_the_server_holds()
    {
        var user = MailServer.NewUser();
        for (var i = 0; i < 40; i++) server.Deliver(user, Encoding.UTF8.GetBytes($"Subject: {i}\n\n{i % 7}\n"));
        foreach (var message in DifficultMail.Messages()) server.Deliver(user, message);
        await using var oracle = await RawImap.LoginAsync(server, user);
        foreach (var name in DifficultMail.MailboxNames)
        {
            await oracle.CreateAsync(name);
            await oracle.AppendAsync(name, $"Subject: {name}\r\n\r\n.\r\n");
        }

        using var cli = new Cli(Cli.Imap(server, user));
        (await cli.RunAsync("sync")).ExitCode.ShouldBe(0);
        var target = Path.Combine(cli.Home, "export");
        for (var run = 0; run < 2; run++)
        {
            var export = await cli.RunAsync("--json", "export", "pro", "--format", "maildir", "--to", target);
            export.ExitCode.ShouldBe(0, export.Errors);
        }

        var remote = new List<string>();
        foreach (var name in await oracle.ListAsync())
            remote.AddRange((await oracle.FetchAllAsync(name)).Values.Select(m => Convert.ToHexString(SHA256.HashData(m.Content))));
        var local = Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Select(f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))));
        local.ShouldBe(remote, ignoreOrder: true);
    }

    // ACMAIL_KILLS asks for more of them.
    [Fact]
    public async Task Killed_at_any_moment_it_goes_on_and_ends_complete()
    {
        var user = MailServer.NewUser();
        for (var i = 0; i < 4000; i++) server.Deliver(user, Encoding.UTF8.GetBytes($"Subject: {i}\n\n{new string((char)('a' + (i % 26)), 3000 + i)}\n"));
        using var cli = new Cli(Cli.Imap(server, user));
        var random = new Random(3);
        var kills = int.Parse(Environment.GetEnvironmentVariable("ACMAIL_KILLS") ?? "10", CultureInfo.InvariantCulture);
        for (var kill = 0; kill < kills; kill++)
        {
            using var process = cli.Start("C", "sync");
            await Task.Delay(random.Next(10, 700), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var last = await cli.RunAsync("sync");
        last.ExitCode.ShouldBe(0, last.Errors);
        (await cli.RunAsync("--json", "list", "pro")).Json.AsArray().Select(m => m!["subject"]!.GetValue<string>()).Distinct().Count().ShouldBe(4000);
        var doctor = await cli.RunAsync("--json", "doctor", "pro");
        doctor.ExitCode.ShouldBe(0, doctor.Output);
        doctor.Json["messages"]!.GetValue<long>().ShouldBe(4000);
    }
}
