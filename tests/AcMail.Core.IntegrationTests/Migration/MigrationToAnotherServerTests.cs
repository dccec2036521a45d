using System.Diagnostics;
using System.Globalization;
using AcMail.Core.IntegrationTests.Support;
using AcMail.Storage;

namespace AcMail.Core.IntegrationTests.Migration;

/// <summary>
/// An account goes over from POP3 or IMAP on one server to IMAP on another one, where only a part of its mail is, in another order and partly filed.
/// ACMAIL_KILLS makes more kills.
/// </summary>
public sealed class MigrationToAnotherServerTests(MailServer server, ITestOutputHelper output)
{
    const int Numbered = 300, Later = 10, Sent = 2000;

    static readonly int Kills =
        int.TryParse(Environment.GetEnvironmentVariable("ACMAIL_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 8;

    static readonly byte[] NamelessHere = Letter.Nameless("only here"), NamelessOnBoth = Letter.Nameless("on both"), NamelessFiled = Letter.Nameless("filed");

    /// <summary>What the old server has, twins among it.</summary>
    static readonly byte[][] Old =
    [
        .. Enumerable.Range(0, Numbered).Select(Letter.Number), .. Letter.Difficult, Letter.Number(1), Letter.Number(3),
        NamelessHere, NamelessOnBoth, NamelessFiled,
    ];

    /// <summary>What the new server has of it, and what came later.</summary>
    static readonly byte[][] New =
    [
        .. Enumerable.Range(Numbered, Later).Select(Letter.Number), NamelessOnBoth, NamelessFiled, Letter.Difficult[0], Letter.Difficult[4], Letter.Number(3),
        .. Enumerable.Range(0, Numbered).Where(n => n % 3 == 0).Reverse().Select(Letter.Number),
    ];

    static int Linked => New.Length - Later;

    [Theory]
    [InlineData(MailProtocol.Pop3)]
    [InlineData(MailProtocol.Imap)]
    public async Task However_often_the_program_is_killed_both_sides_end_with_each_message_once(MailProtocol formerly)
    {
        await using var former = new MailServer();
        await former.InitializeAsync();
        using var account = new MovingAccount();
        await CollectAsync(account, former, formerly);
        var here = await account.ListAsync();
        account.Save();

        await using var calm = await BeginAsync(account);
        var started = Stopwatch.GetTimestamp();
        var report = await account.MigrateAsync();
        var whole = Stopwatch.GetElapsedTime(started);
        output.WriteLine($"{Old.Length} messages here, {New.Length} there, moved over in {whole.TotalSeconds:0.0} s");
        report.Plan.ShouldBe((Linked, 11, Old.Length + 1 - Linked, Later));
        await ProveAsync(account, calm, here);

        var random = new Random(7);
        var (moments, rounds) = (new List<int>(), 0);
        for (; moments.Count < Kills; rounds++)
        {
            account.Restore();
            await using var there = await BeginAsync(account);
            started = Stopwatch.GetTimestamp();
            // Each goes on where the one before was killed. The moments spread over a whole run, whose length changes with what else the machine does.
            var killedBefore = moments.Count;
            while (moments.Count < Kills && await account.MigrateAndKillAsync(whole * (0.2 + (0.8 * random.NextDouble()))))
            {
                moments.Add(await CountAsync(there));
                whole *= 1.03;
            }

            if (moments.Count == killedBefore) whole = Stopwatch.GetElapsedTime(started);
            await account.MigrateAsync();
            await ProveAsync(account, there, here);
        }

        output.WriteLine($"{moments.Count} kills in {rounds} rounds, when the server's inbox had {string.Join(", ", moments)} messages");
    }

    /// <summary>Collects the old server's mail, files a part of it, and puts a letter among those that were sent.</summary>
    static async Task CollectAsync(MovingAccount account, MailServer former, MailProtocol protocol)
    {
        var user = MailServer.NewUser();
        foreach (var letter in Old) former.Deliver(user, letter);
        if (protocol == MailProtocol.Pop3) account.UsePop3(former, user);
        else account.UseImap(former, user);
        (await account.SyncAsync()).ShouldBe(Old.Length);
        var ids = (await account.ListAsync()).ToLookup(m => m.Subject, m => $"{m.Id}");
        await account.RunAsync("mailbox create", "Élèves");
        await account.RunAsync("move", [.. Enumerable.Range(30, 30).SelectMany(n => ids[$"letter {n}"]), .. ids["filed"], "--to", "Élèves"]);
        await account.RunAsync("mark", [.. Enumerable.Range(40, 20).SelectMany(n => ids[$"letter {n}"]), "--add", "\\Flagged"]);
        await account.AppendAsync("elements envoyes", Letter.Number(Sent));
    }

    /// <summary>Points the account to a user of the new server, whose letters 60 to 89 are filed in an archive.</summary>
    async Task<RawImap> BeginAsync(MovingAccount account)
    {
        var user = MailServer.NewUser();
        foreach (var letter in New) server.Deliver(user, letter);
        account.UseImap(server, user);
        var there = await RawImap.LoginAsync(server, user);
        await there.CreateAsync("Archives");
        await there.SelectAsync("INBOX");
        foreach (var number in Enumerable.Range(60, 30).Where(n => n % 3 == 0))
            await there.MoveAsync((await there.CommandAsync($"UID SEARCH HEADER Message-ID <{number}@ac-lyon.fr>"))[0].Split(' ')[2], "Archives");
        // A selected mailbox would be counted as it was when it was selected.
        await there.CommandAsync("UNSELECT");
        return there;
    }

    static async Task<int> CountAsync(RawImap there)
    {
        var status = (await there.CommandAsync("STATUS INBOX (MESSAGES)")).First(l => l.StartsWith("* STATUS", StringComparison.Ordinal));
        return int.Parse(status.Split(' ')[^1].TrimEnd(')'), CultureInfo.InvariantCulture);
    }

    static async Task ProveAsync(MovingAccount account, RawImap there, IReadOnlyList<HeldLetter> here)
    {
        var mail = await MailOn.ReadAsync(there);
        mail.Select(m => (m.Mailbox, m.Content)).ShouldBe(Expected(), ignoreOrder: true);
        var held = await account.ListAsync();
        here.Select(m => (m.Id, m.Subject, m.Size)).Except(held.Select(m => (m.Id, m.Subject, m.Size))).ShouldBeEmpty();
        held.Count(m => m.Has("\\Flagged")).ShouldBe(20);
        var again = await account.MigrateAsync();
        (again.Mailboxes, again.Carried).ShouldBe(("[]", (0, 0, 0)));
        (await MailOn.ReadAsync(there)).ShouldBe(mail);
        (await account.ListAsync()).ShouldBe(held);
        await account.ShouldEqualAsync(there);
    }

    /// <summary>Where each message is in the end: what was filed on either side is filed on both.</summary>
    static IEnumerable<(string Mailbox, ContentKey Content)> Expected()
    {
        var numbered = Enumerable.Range(0, Numbered).ToLookup(
            n => n is >= 30 and < 60 ? "Élèves" : n is >= 60 and < 90 && n % 3 == 0 ? "Archives" : "INBOX", Letter.Number);
        var others = Old.Skip(Numbered).SkipLast(1).Concat(Enumerable.Range(Numbered, Later).Select(Letter.Number));
        return [
            .. numbered.SelectMany(g => g.Select(letter => (g.Key, ContentKey.Of(letter)))), .. others.Select(letter => ("INBOX", ContentKey.Of(letter))),
            ("Élèves", ContentKey.Of(NamelessFiled)), ("Éléments envoyés", ContentKey.Of(Letter.Number(Sent))),
        ];
    }
}
