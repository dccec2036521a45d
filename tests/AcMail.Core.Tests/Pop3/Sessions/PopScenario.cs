using System.Text;
using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

/// <summary>A state of account and server, one synchronisation away from something that must not go wrong.</summary>
sealed record PopScenario(Action<Pop3Options> Configure, Func<PopFixture, Task> Setup, int Rows, int LeftOnServer)
{
    public static IReadOnlyDictionary<string, PopScenario> All { get; } = new Dictionary<string, PopScenario>
    {
        ["first download"] = new(_ => { }, Delivered, 3, 3),
        ["download and delete"] = new(o => o.LeaveOnServer = LeaveOnServer.NotAtAll, Delivered, 3, 0),
        ["one by one"] = new(o => o.LeaveOnServer = LeaveOnServer.NotAtAll, Delivered, 3, 0) { Profile = p => p.Without("PIPELINING") },
        ["sizes unknown"] = new(_ => { }, Delivered, 3, 3) { Profile = p => p.Answering("LIST", "+OK\r\n1 0\r\n2 0\r\n3 0\r\n.") },
        ["days over, new mail"] = new(o => o.LeaveOnServer = LeaveOnServer.ForDays(10), DaysOver, 4, 1),
        ["no UIDL"] = new(o => o.LeaveOnServer = LeaveOnServer.ForDays(10), DaysOver, 4, 1) { Profile = p => p.Without("UIDL") },
        ["messages alike"] = new(o => o.LeaveOnServer = LeaveOnServer.NotAtAll, Alike, 3, 0),
        ["lost QUIT before"] = new(o => o.LeaveOnServer = LeaveOnServer.NotAtAll, LostQuit, 3, 0),
        ["reappeared"] = new(o => o.LeaveOnServer = LeaveOnServer.ForDays(10), Reappeared, 3, 0),
        ["set up anew"] = new(o => o.LeaveOnServer = LeaveOnServer.ForDays(10), SetUpAnew, 4, 1) { Sessions = 2 },
        ["headers under names of others"] = new(o => o.MaximumDownloadSize = 1000, NamesOfOthers, 2, 2),
        ["another's maildrop"] = new(_ => { }, AnotherUser, 4, 3),
    };

    public Func<Pop3Profile, Pop3Profile>? Profile { get; init; }

    /// <summary>How many sessions the synchronisation takes.</summary>
    public int Sessions { get; init; } = 1;

    public async Task<Run> PrepareAsync()
    {
        var pop = new PopFixture(Configure, Profile);
        await Setup(pop);
        return new(this, pop);
    }

    static Task Delivered(PopFixture pop)
    {
        pop.Deliver("a", "b", "c");
        return Task.CompletedTask;
    }

    static Task Alike(PopFixture pop)
    {
        pop.Deliver("a", "a", "b");
        return Task.CompletedTask;
    }

    static async Task DaysOver(PopFixture pop)
    {
        await Delivered(pop);
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        pop.Deliver("d");
    }

    static async Task LostQuit(PopFixture pop)
    {
        await Delivered(pop);
        pop.Profile = pop.Profile.Misbehaving(Pop3Misbehaviour.QuitDroppedUnanswered, Repetition.Once);
        await pop.SyncAsync();
    }

    static async Task Reappeared(PopFixture pop)
    {
        await Delivered(pop);
        await pop.SyncWellAsync();
        pop.Profile = pop.Profile.Answering("STAT", "+OK 0 0", Repetition.Once);
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
    }

    static async Task SetUpAnew(PopFixture pop)
    {
        await Delivered(pop);
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        pop.User.Inbox.Remove([1u, 2u]);
        pop.Deliver("d");
        // The third and the new one have the names of the first two.
        pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity);
    }

    static async Task NamesOfOthers(PopFixture pop)
    {
        pop.DeliverBytes(PopFixture.Message("a", 2000));
        pop.DeliverBytes(PopFixture.Message("b", 3000).Replace("05 Jan", "06 Jan", StringComparison.Ordinal));
        await pop.SyncWellAsync();
        // The first has the name of the second.
        pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity, firstUid: 2);
        pop.Options.MaximumDownloadSize = null;
        await pop.RestartAsync();
    }

    static async Task AnotherUser(PopFixture pop)
    {
        await Delivered(pop);
        await pop.SyncWellAsync();
        pop.Server.AddUser("another").Inbox.Add(Encoding.UTF8.GetBytes(PopFixture.Message("d")));
        (pop.UserName, pop.Options.LeaveOnServer, pop.Options.ApplyRuleChangesAtOnce) = ("another", LeaveOnServer.NotAtAll, true);
        await pop.RestartAsync();
    }

    /// <summary>One run of a scenario.</summary>
    public sealed class Run(PopScenario scenario, PopFixture pop) : IAsyncDisposable
    {
        public PopFixture Pop => pop;

        /// <summary>After a few more synchronisations all is as if nothing had gone wrong.</summary>
        public async Task EndsWellAsync(string what)
        {
            await pop.NothingIsLostAsync();
            SyncReport? report = null;
            for (var attempt = 0; attempt < 6 && (report is null || report.Outcome != SyncOutcome.Completed); attempt++) report = await pop.SyncAsync();
            report!.Outcome.ShouldBe(SyncOutcome.Completed, $"{what}: {report.Failure}{string.Join(' ', report.Problems)}");
            report = await pop.SyncWellAsync();
            (report.MessagesAdded, report.Maildrop!.Deleted).ShouldBe((0, 0), what);
            pop.OnServer.Count().ShouldBe(scenario.LeftOnServer, what);
            (await pop.HeldAsync()).Count.ShouldBe(scenario.Rows, what);
            await pop.NothingIsLostAsync();
        }

        public ValueTask DisposeAsync() => pop.DisposeAsync();
    }
}
