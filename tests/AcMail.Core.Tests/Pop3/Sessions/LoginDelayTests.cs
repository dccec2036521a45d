using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class LoginDelayTests
{
    static void LeaveNothing(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.NotAtAll;

    [Fact]
    public async Task LOGIN_DELAY_is_kept_without_asking_the_server()
    {
        await using var pop = new PopFixture(null, p => p with { LoginDelay = TimeSpan.FromMinutes(5) });
        pop.Deliver("a");
        await pop.SyncWellAsync();
        var early = await pop.SyncAsync();
        early.ShouldSatisfyAllConditions(
            r => r.Outcome.ShouldBe(SyncOutcome.Deferred), r => r.NotBefore.ShouldBe(pop.Time.Now.AddMinutes(5)), r => r.Failure!.IsTransient.ShouldBeTrue());
        pop.Server.Sessions.Count.ShouldBe(1);
        (pop.Time.Now, pop.ServerTime.Now) = (pop.Time.Now.AddMinutes(5), pop.ServerTime.Now.AddMinutes(5));
        await pop.SyncWellAsync();
    }

    [Fact]
    public async Task LOGIN_DELAY_counts_from_the_login_however_long_that_took()
    {
        await using var pop = new PopFixture(null, p => p with { LoginDelay = TimeSpan.FromMinutes(5) });
        var login = new TaskCompletionSource();
        var slow = Fault.Stall(FaultPoint.Command("AUTH"), login.Task);
        pop.Server.Faults.Add(slow);
        var pass = pop.SyncWellAsync();
        await pop.Server.Faults.WhenStruckAsync(slow);
        pop.Time.Now = pop.ServerTime.Now = pop.Time.Now.AddSeconds(20);
        login.SetResult();
        await pass;

        var due = pop.Time.Now.AddMinutes(5);
        pop.Time.Now = pop.ServerTime.Now = due.AddSeconds(-10);
        (await pop.SyncAsync()).NotBefore.ShouldBe(due);
        pop.Server.Sessions.Count.ShouldBe(1);
        pop.Time.Now = pop.ServerTime.Now = due;
        await pop.SyncWellAsync();
    }

    [Fact]
    public async Task With_LOGIN_DELAY_what_is_due_leaves_in_one_session()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p with { LoginDelay = TimeSpan.FromMinutes(5) });
        pop.Deliver(Enumerable.Range(0, 300).Select(i => $"m{i}"));
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(300);
        pop.Server.Sessions.Count.ShouldBe(1);
    }
}
