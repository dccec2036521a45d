using AcMail.Core.IntegrationTests.Support;
using AcMail.Storage;

namespace AcMail.Core.IntegrationTests.Migration;

/// <summary>An account goes over from POP3 to IMAP on the server where it is.</summary>
public sealed class MigrationOnDovecotTests(MailServer server, ITestOutputHelper output)
{
    /// <summary>Some of them twice, and one without a body.</summary>
    static readonly byte[][] Letters =
    [
        .. Enumerable.Range(0, 2000).Select(Letter.Number), .. Letter.Difficult, .. Letter.Difficult, Letter.Number(0), Letter.Number(1), Letter.Number(1),
        "Message-ID: <headless@ac-lyon.fr>\r\nSubject: no body\r\n"u8.ToArray(),
    ];

    [Fact]
    public async Task On_the_same_server_everything_is_linked_and_nothing_travels()
    {
        var user = MailServer.NewUser();
        foreach (var letter in Letters) server.Deliver(user, letter);
        await using var oracle = await RawImap.LoginAsync(server, user);
        using var account = new MovingAccount();
        account.UsePop3(server, user);
        (await account.SyncAsync()).ShouldBe(Letters.Length);
        await oracle.SelectAsync("INBOX");
        await oracle.CommandAsync("UID STORE 1:100 +FLAGS (\\Flagged)");
        var ids = (await account.ListAsync()).Select(m => m.Id).Order().ToList();
        await account.RunAsync("mark", [.. ids.Take(50).Select(i => $"{i}"), "--add", "\\Answered"]);
        await account.RunAsync("move", [.. ids.Skip(20).Take(100).Select(i => $"{i}"), "--to", "Élèves"]);
        var (here, there) = (await account.ListAsync(), await MailOn.ReadAsync(oracle));

        account.UseImap(server, user);
        var plan = await account.PlanAsync();
        plan.Plan.ShouldBe((Letters.Length, 100, 0, 0));
        (await account.ListAsync()).ShouldBe(here);
        (await MailOn.ReadAsync(oracle)).ShouldBe(there);

        var report = await account.MigrateAsync();
        output.WriteLine($"{Letters.Length} messages moved over in {report.Elapsed.TotalSeconds:0.0} s");
        report.Mailboxes.ShouldBe(plan.Mailboxes);
        // The moves and marks that were made here, and no message.
        report.Carried.ShouldBe((0, 0, 150));
        var after = await MailOn.ReadAsync(oracle);
        after.Select(m => m.Content).ShouldBe(Letters.Select(l => ContentKey.Of(l)), ignoreOrder: true);
        after.Count(m => m.Mailbox == "Élèves").ShouldBe(100);
        // Nothing was put there anew: what was not moved has the number that it had.
        after.Where(m => m.Mailbox == "INBOX").Select(m => (m.Uid, m.Content)).Except(there.Select(m => (m.Uid, m.Content))).ShouldBeEmpty();
        var held = await account.ListAsync();
        held.Select(m => (m.Id, m.Mailbox, m.Subject, m.Size)).ShouldBe(here.Select(m => (m.Id, m.Mailbox, m.Subject, m.Size)), ignoreOrder: true);
        held.Where(m => m.Has("\\Answered")).Select(m => m.Id).ShouldBe(ids.Take(50), ignoreOrder: true);
        held.Count(m => m.Has("\\Flagged")).ShouldBe(100);

        var again = await account.MigrateAsync();
        again.Mailboxes.ShouldBe("[]");
        again.Carried.ShouldBe((0, 0, 0));
        (await account.ListAsync()).ShouldBe(held);
        (await MailOn.ReadAsync(oracle)).ShouldBe(after);
        await account.ShouldEqualAsync(oracle);
    }
}
