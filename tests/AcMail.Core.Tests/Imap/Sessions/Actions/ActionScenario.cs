using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions.Actions;

/// <summary>What was done at a replica, and at times by another client, before a pass; and where every message is to be after it, once each.</summary>
sealed class ActionScenario : IAsyncDisposable
{
    static readonly Dictionary<string, Func<ActionScenario, Task>> Scenarios = new()
    {
        ["move both ways"] = async s =>
        {
            await s.Imap.Actions.MoveAsync([await s.IdAsync(0), await s.IdAsync(1)], "Archives");
            await s.Imap.Actions.MoveAsync([await s.IdAsync(10)], "INBOX");
            s.MoveThere(2, "Archives");
            s.Expect("INBOX", 3, 4, 5, 10);
            s.Expect("Archives", 0, 1, 2, 11);
        },
        ["copies alike"] = async s =>
        {
            await s.Imap.Actions.CopyAsync([await s.IdAsync(0), await s.IdAsync(1)], "Archives");
            var copies = await s.Imap.Actions.CopyAsync([(await s.Imap.ListAsync("INBOX")).Single(m => m.Headers.Subject == "message 0").Id], "Archives");
            await s.Imap.Actions.CopyAsync(copies, "Archives");
            s.Expect("INBOX", 0, 1, 2, 3, 4, 5);
            s.Expect("Archives", 0, 0, 0, 1, 10, 11);
        },
        ["append"] = async s =>
        {
            await s.AppendAsync(20, "Archives");
            await s.AppendAsync(21, "INBOX");
            s.Expect("INBOX", 0, 1, 2, 3, 4, 5, 21);
            s.Expect("Archives", 10, 11, 20);
        },
        ["draft replace"] = async s =>
        {
            s.Imap.User.CreateMailbox("Drafts");
            await s.Imap.SyncWellAsync();
            await s.AppendAsync(30, "Drafts");
            await s.Imap.SyncWellAsync();
            using var content = new MemoryStream(ImapFixture.Message(31));
            await s.Imap.Actions.AppendAsync(new(content) { Mailbox = "Drafts", Replaces = await s.IdAsync(30) });
            s.Expect("INBOX", 0, 1, 2, 3, 4, 5);
            s.Expect("Archives", 10, 11);
            s.Expect("Drafts", 31);
        },
        ["delete"] = async s =>
        {
            await s.Imap.Actions.DeleteAsync([await s.IdAsync(0), await s.IdAsync(3)], forGood: true);
            await s.Imap.Actions.DeleteAsync([await s.IdAsync(10)]);
            s.Expect("INBOX", 1, 2, 4, 5);
            s.Expect("Archives", 11);
            s.Expect("Trash", 10);
        },
        ["mailbox rename"] = async s =>
        {
            await s.Imap.Account.Replica.MailboxActions.RenameAsync("Archives", "Vieux");
            await s.Imap.Account.Replica.MailboxActions.CreateAsync("Vieux/2020");
            await s.Imap.Actions.MoveAsync([await s.IdAsync(5)], "Vieux/2020");
            s.Expect("INBOX", 0, 1, 2, 3, 4);
            s.Expect("Vieux", 10, 11);
            s.Expect("Vieux/2020", 5);
        },
        ["mailbox spelt otherwise"] = async s =>
        {
            s.Imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.NamesComposed));
            await s.Imap.Account.Replica.MailboxActions.RenameAsync("Archives", "Passe\u0301");
            await s.Imap.Account.Replica.MailboxActions.CreateAsync("E\u0301te\u0301/2020");
            await s.Imap.Actions.MoveAsync([await s.IdAsync(5)], "E\u0301te\u0301/2020");
            s.Expect("INBOX", 0, 1, 2, 3, 4);
            s.Expect("Passé", 10, 11);
            s.Expect("Été/2020", 5);
        },
        ["mailbox not mirrored"] = async s =>
        {
            await s.Imap.RestartAsync(o => o.Imap.ExcludedMailboxes.Add("Archives"));
            await s.Imap.MarkAsync(await s.IdAsync(0), add: "\\Seen handled");
            await s.Imap.Actions.MoveAsync([await s.IdAsync(0), await s.IdAsync(1)], "Archives");
            await s.Imap.Actions.CopyAsync([await s.IdAsync(2)], "Archives");
            await s.AppendAsync(20, "Archives");
            await s.Imap.Actions.MoveAsync([await s.IdAsync(10)], "INBOX");
            await s.Imap.MarkAsync(await s.IdAsync(11), add: "\\Flagged");
            s.Expect("INBOX", 2, 3, 4, 5, 10);
            s.Expect("Archives", 0, 1, 2, 11, 20);
        },
        ["twenty mixed actions"] = PlayTwentyAsync,
    };

    readonly Dictionary<string, List<int>> _expected = [];

    ActionScenario(string without, bool reopens) => Imap = new(without, stores: new InMemoryMailStoreProvider()) { Reopens = reopens };

    public static IEnumerable<string> Names => Scenarios.Keys;

    public ImapFixture Imap { get; }

    public static async Task<ActionScenario> BeginAsync(string name, string without, bool reopens = false)
    {
        var scenario = new ActionScenario(without, reopens);
        scenario.Imap.Deliver(6);
        scenario.Imap.Deliver(2, "Archives", first: 10);
        await scenario.Imap.SyncWellAsync();
        await Scenarios[name](scenario);
        return scenario;
    }

    public async Task ProveAsync(string context)
    {
        await Imap.SyncWellAsync();
        foreach (var (mailbox, numbers) in _expected)
            (await Imap.SubjectsAsync(mailbox)).Order(StringComparer.Ordinal)
                .ShouldBe(numbers.Select(n => $"message {n}").Order(StringComparer.Ordinal), $"{context} {mailbox}");
        Imap.User.Mailboxes.Sum(m => m.Messages.Count).ShouldBe(_expected.Values.Sum(l => l.Count) + await CountLeftAsync(), context);
        await Imap.ShouldRestAsync(context);
    }

    public ValueTask DisposeAsync() => Imap.DisposeAsync();

    static async Task PlayTwentyAsync(ActionScenario s)
    {
        var mailboxes = s.Imap.Account.Replica.MailboxActions;
        await s.Imap.MarkAsync(await s.IdAsync(0), add: "\\Seen urgent");
        await s.Imap.MarkAsync(await s.IdAsync(1), add: "\\Flagged");
        await mailboxes.CreateAsync("Projets/2026");
        await s.Imap.Actions.MoveAsync([await s.IdAsync(0)], "Projets/2026");
        await s.Imap.Actions.MoveAsync([await s.IdAsync(1)], "Archives");
        var copies = await s.Imap.Actions.CopyAsync([await s.IdAsync(2)], "Projets/2026");
        await s.Imap.MarkAsync(copies[0], add: "\\Answered");
        await s.Imap.Actions.DeleteAsync([await s.IdAsync(3)]);
        await s.Imap.Actions.DeleteAsync([await s.IdAsync(4)], forGood: true);
        await s.AppendAsync(20, "INBOX");
        await s.AppendAsync(21, "Projets/2026");
        await s.Imap.MarkAsync(await s.IdAsync(21), add: "\\Seen");
        await s.Imap.Actions.MoveAsync([await s.IdAsync(20)], "Archives");
        await mailboxes.RenameAsync("Archives", "Archives 2025");
        await s.Imap.Actions.CopyAsync([await s.IdAsync(10)], "INBOX");
        await s.Imap.Actions.MoveAsync([await s.IdAsync(11)], "INBOX");
        await s.Imap.MarkAsync(await s.IdAsync(11), add: "k1");
        await mailboxes.CreateAsync("Vide");
        await mailboxes.DeleteAsync("Vide");
        await mailboxes.SubscribeAsync("Projets", subscribed: false);
        s.Imap.User.Inbox.SetFlags(6, FlagSet.Of("\\Seen"));
        s.Expect("INBOX", 2, 5, 10, 11);
        s.Expect("Archives 2025", 1, 10, 20);
        s.Expect("Projets/2026", 0, 2, 21);
        s.Expect("Trash", 3);
    }

    async Task<int> CountLeftAsync()
    {
        var held = 0;
        foreach (var mailbox in Imap.User.Mailboxes) held += (await Imap.SubjectsAsync(mailbox.Name)).Count;
        return Imap.User.Mailboxes.Sum(m => m.Messages.Count) - held;
    }

    void Expect(string mailbox, params int[] numbers) => _expected[mailbox] = [.. numbers];

    async Task<long> IdAsync(int number) => (await Imap.ListAsync()).First(m => m.Headers.Subject == $"message {number}").Id;

    void MoveThere(int number, string target)
    {
        var message = Imap.User.Inbox.Messages.Single(m => ImapFixture.SubjectOf(m) == $"message {number}");
        Imap.User.FindMailbox(target)!.Add(message.Content, message.Flags, message.InternalDate);
        Imap.User.Inbox.Remove(message.Uid);
    }

    async Task AppendAsync(int number, string mailbox)
    {
        using var content = new MemoryStream(ImapFixture.Message(number));
        await Imap.Actions.AppendAsync(new(content) { Mailbox = mailbox, Flags = ImapFixture.Flags("\\Seen") });
    }
}
