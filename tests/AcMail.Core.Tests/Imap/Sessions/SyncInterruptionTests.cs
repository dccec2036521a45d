using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>
/// Passes in the download direction, interrupted at every point: the next one leads to the same end, and loses and doubles nothing.
/// Of the points of the wire one in forty is tried (<see cref="Points"/>).
/// </summary>
public sealed class SyncInterruptionTests(ITestOutputHelper output)
{
    const int Messages = 6;

    const int Every = 40;

    static readonly Dictionary<string, Func<ImapFixture, Task>> Scenarios = new()
    {
        ["first synchronisation"] = imap =>
        {
            imap.Deliver(3, "Élèves", first: 20);
            return Task.CompletedTask;
        },
        ["new mail"] = async imap =>
        {
            await imap.SyncWellAsync();
            imap.Deliver(2, first: 10);
            imap.Deliver(1, "Élèves", first: 20);
        },
        ["UIDVALIDITY change"] = async imap =>
        {
            await imap.SyncWellAsync();
            await imap.MarkAsync(await imap.IdAsync(2), add: "\\Flagged");
            imap.User.Inbox.ChangeUidValidity(imap.User.Inbox.UidValidity + 1, firstUid: 40);
            imap.Deliver(1, first: 10);
        },
        ["resynchronisation"] = async imap =>
        {
            await imap.SyncWellAsync();
            imap.User.Inbox.SetFlags(2, FlagSet.Of("\\Seen", "k"));
            imap.User.Inbox.SetFlags(5, FlagSet.Of("\\Answered"));
            imap.User.Inbox.Remove(3, 6);
            imap.Deliver(1, first: 10);
            imap.User.CreateMailbox("Archives");
            await imap.TransferAsync("INBOX", "Archives", moves: true, 4);
        },
        ["resynchronisation with the inbox first"] = async imap =>
        {
            await imap.RestartAsync(o => o.Imap.OpeningCost = TimeSpan.FromHours(1));
            await Scenarios!["resynchronisation"](imap);
        },
        ["quarantine"] = imap =>
        {
            imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.FetchGarbled));
            return Task.CompletedTask;
        },
        ["completion of bodies"] = async imap =>
        {
            await imap.RestartAsync(o => o.Imap.Bodies.OnDemand = true);
            await imap.SyncWellAsync();
            await imap.MarkAsync(await imap.IdAsync(2), add: "\\Flagged");
            await imap.RestartAsync(_ => { });
        },
    };

    public static TheoryData<string, string> All => [.. Scenarios.Keys.SelectMany(s => ImapFixture.Rungs.Select(r => (s, r)))];

    [Theory]
    [MemberData(nameof(All))]
    public Task A_pass_survives_a_cut_at_every_line_of_either_side(string scenario, string without) => CutAsync(scenario, without, reopens: false);

    [Theory]
    [MemberData(nameof(All))]
    public Task A_pass_that_goes_on_over_another_connection_survives_it_too(string scenario, string without) => CutAsync(scenario, without, reopens: true);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_pass_survives_a_kill_around_every_commit(string scenario, string without)
    {
        int commits;
        await using (var calm = await BeginAsync(scenario, without))
        {
            calm.Stores.Count();
            await calm.SyncAsync();
            commits = calm.Stores.Commits;
        }

        commits.ShouldBeGreaterThan(0);
        for (var commit = 1; commit <= commits; commit++)
        {
            foreach (var before in (bool[])[true, false])
            {
                await using var imap = await BeginAsync(scenario, without);
                imap.Stores.KillAt(commit, before);
                await imap.SyncIfPossibleAsync();
                await imap.RestartAsync();
                await ProveAsync(imap, $"commit {commit} {before}");
            }
        }

        output.WriteLine($"{commits * 2} points");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_pass_survives_being_given_up_at_every_line_of_either_side(string scenario, string without)
    {
        IReadOnlyList<GivingUp> places;
        await using (var calm = await BeginAsync(scenario, without))
        {
            var before = calm.Server.Sessions.Count;
            await calm.SyncAsync();
            places = Points.OneIn(Every, GivingUp.Places(calm.Server.Sessions.Skip(before)), without.Length + scenario.Length);
        }

        foreach (var place in places)
        {
            await using var imap = await BeginAsync(scenario, without);
            await place.DoAsync(imap.Server, imap.SyncAsync);
            // The same process goes on, over the connection that it may have kept.
            (await imap.Account.SynchronizeAsync(cancellationToken: TestContext.Current.CancellationToken)).Failure.ShouldBeNull(place.ToString());
            await ProveAsync(imap, place.ToString());
        }

        output.WriteLine($"{places.Count} points");
    }

    [Fact]
    public async Task The_opening_of_a_message_survives_a_cut_at_every_line_giving_up_at_every_line_and_a_kill_around_every_commit()
    {
        IReadOnlyList<Fault> faults;
        IReadOnlyList<GivingUp> places;
        await using (var calm = await BeginAsync())
        {
            await ReadAsync(calm);
            places = [.. GivingUp.Places([calm.LastSession])];
            await calm.RestartAsync();
            await calm.LastSession.Ended;
            faults = FaultPoints.Of(calm.LastSession, FaultKinds.Cuts);
        }

        foreach (var fault in faults)
        {
            await using var imap = await BeginAsync();
            imap.Server.Faults.Add(fault);
            await TryReadAsync(imap);
            imap.Server.Faults.Clear();
            await ProveReadAsync(imap, fault.ToString());
        }

        foreach (var place in places)
        {
            await using var imap = await BeginAsync();
            await place.DoAsync(imap.Server, async cancel => await imap.Account.Replica.OpenContentAsync(await imap.IdAsync(2), cancel));
            await ProveReadAsync(imap, place.ToString());
        }

        foreach (var before in (bool[])[true, false])
        {
            await using var imap = await BeginAsync();
            imap.Stores.KillAt(1, before);
            await TryReadAsync(imap);
            await imap.RestartAsync();
            await ProveReadAsync(imap, $"kill {before}");
        }

        output.WriteLine($"{faults.Count + places.Count + 2} points");

        static async Task<ImapFixture> BeginAsync()
        {
            var imap = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
            imap.Deliver(3);
            await imap.SyncWellAsync();
            await imap.MarkAsync(await imap.IdAsync(2), add: "\\Flagged");
            return imap;
        }

        static async Task ReadAsync(ImapFixture imap) => await (await imap.Account.Replica.OpenContentAsync(await imap.IdAsync(2))).DisposeAsync();

        static async Task TryReadAsync(ImapFixture imap)
        {
            try
            {
                await ReadAsync(imap);
            }
            catch (Exception e) when (e is MailException or Support.KilledException)
            {
            }
        }

        static async Task ProveReadAsync(ImapFixture imap, string context)
        {
            await ReadAsync(imap);
            (await imap.HeldBytesAsync(await imap.IdAsync(2))).ShouldBe(ImapFixture.Message(1), context);
            await imap.SyncWellAsync();
            imap.User.Inbox.Messages[1].Flags.ShouldBe(FlagSet.Of("\\Flagged"), context);
        }
    }

    async Task CutAsync(string scenario, string without, bool reopens)
    {
        IReadOnlyList<Fault> faults;
        await using (var calm = await BeginAsync(scenario, without))
        {
            var before = calm.Server.Sessions.Count;
            await calm.SyncAsync();
            faults = Points.OneIn(Every, FaultPoints.Of(calm.Server.Sessions.Skip(before), FaultKinds.Cuts), without.Length + scenario.Length);
            await ProveAsync(calm, "calm");
        }

        foreach (var fault in faults)
        {
            await using var imap = await BeginAsync(scenario, without, reopens);
            imap.Server.Faults.Add(fault);
            await imap.SyncAsync();
            imap.Server.Faults.Clear();
            await imap.RestartAsync();
            await ProveAsync(imap, fault.ToString());
        }

        output.WriteLine($"{faults.Count} points");
    }

    static async Task<ImapFixture> BeginAsync(string scenario, string without, bool reopens = false)
    {
        var imap = new ImapFixture(without, time: new AdjustableTime()) { Reopens = reopens };
        imap.Deliver(Messages);
        await Scenarios[scenario](imap);
        return imap;
    }

    static async Task ProveAsync(ImapFixture imap, string context)
    {
        await imap.SyncAsync();
        imap.Behave();
        // What was in quarantine is asked for again; marks under a former UIDVALIDITY take one pass more.
        ((AdjustableTime)imap.Time).Now += TimeSpan.FromHours(2);
        await imap.SyncWellAsync();
        await imap.SyncWellAsync();
        (await imap.ListAsync()).ShouldAllBe(m => !m.IsPartial, context);
        await imap.ShouldAgreeAsync(context);
        await imap.ShouldRestAsync(context);
        (await imap.QuarantineAsync()).ShouldBeEmpty(context);
    }
}
