using Microsoft.Extensions.Time.Testing;

namespace AcMail.Tests;

public sealed class SessionKeeperTests
{
    readonly FakeTimeProvider _time = new();
    readonly List<Session> _opened = [];

    [Fact]
    public async Task One_session_serves_one_task_after_the_other()
    {
        await using var keeper = Keep();
        var running = 0;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => keeper.UseAsync(
            async _ =>
            {
                Interlocked.Increment(ref running).ShouldBe(1);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return true;
            },
            Some.Token)));
        _opened.ShouldHaveSingleItem().Closed.ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_rests_gives_way_and_comes_back_after()
    {
        await using var keeper = Keep();
        await keeper.UseAsync(_ => Task.FromResult(true), Some.Token);
        var order = new List<string>();
        var resting = new TaskCompletionSource();
        var rest = keeper.RestAsync(
            async (_, wanted) =>
            {
                resting.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, wanted).ContinueWith(_ => { }, TaskScheduler.Default);
                return Add("gave way");
            },
            Some.Token);
        await resting.Task;

        await keeper.UseAsync(_ => Task.FromResult(Add("used")), Some.Token);
        await rest;
        await keeper.RestAsync((_, wanted) => Task.FromResult(Add(wanted.IsCancellationRequested ? "not let rest" : "rests again")), Some.Token);

        order.ShouldBe(["gave way", "used", "rests again"]);
        _opened.Count.ShouldBe(1);

        string Add(string what)
        {
            order.Add(what);
            return what;
        }
    }

    [Fact]
    public async Task Whoever_is_about_to_rest_while_another_waits_is_told_at_once()
    {
        await using var keeper = Keep();
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        var use = keeper.UseAsync(
            async _ =>
            {
                entered.SetResult();
                await leave.Task;
                return true;
            },
            Some.Token);
        await entered.Task;
        var rest = keeper.RestAsync((_, wanted) => Task.FromResult(wanted.IsCancellationRequested ? "told" : "not told"), Some.Token);
        var second = keeper.UseAsync(_ => Task.FromResult(true), Some.Token);
        leave.SetResult();
        await use;
        (await rest).ShouldBe("told");
        await second;
    }

    [Fact]
    public async Task A_failure_costs_the_session_and_nothing_else()
    {
        await using var keeper = Keep();
        await Should.ThrowAsync<IOException>(() => keeper.UseAsync<bool>(_ => throw new IOException(), Some.Token));
        await keeper.UseAsync(_ => Task.FromResult(true), Some.Token);
        await Should.ThrowAsync<OperationCanceledException>(() => keeper.RestAsync<string>((_, _) => throw new OperationCanceledException(), Some.Token));
        await keeper.UseAsync(_ => Task.FromResult(true), Some.Token);
        _opened.Select(s => s.Closed).ShouldBe([true, true, false]);
    }

    [Fact]
    public async Task A_session_that_is_not_usable_any_more_is_replaced()
    {
        await using var keeper = Keep();
        await keeper.UseAsync(s => Task.FromResult(s.IsUsable = false), Some.Token);
        await keeper.UseAsync(_ => Task.FromResult(true), Some.Token);
        _opened.Select(s => s.Closed).ShouldBe([true, false]);
    }

    [Fact]
    public async Task An_idle_session_is_closed_after_a_while_unless_somebody_rests_on_it()
    {
        await using var keeper = Keep();
        await keeper.UseAsync(_ => Task.FromResult(true), Some.Token);
        _time.Advance(ConnectionLimits.Idle - TimeSpan.FromSeconds(1));
        await keeper.RestAsync(
            (session, _) =>
            {
                _time.Advance(TimeSpan.FromHours(1));
                session.Closed.ShouldBeFalse();
                return Task.FromResult("rested");
            },
            Some.Token);
        _opened[0].Closed.ShouldBeFalse();
        _time.Advance(ConnectionLimits.Idle);
        await _opened[0].WhenClosed;
    }

    [Fact]
    public async Task Nobody_rests_where_there_is_no_session()
    {
        await using var keeper = Keep();
        (await keeper.RestAsync((_, _) => Task.FromResult("rested"), Some.Token)).ShouldBeNull();
        _opened.ShouldBeEmpty();
    }

    [Fact]
    public async Task Disposal_closes_the_session_and_lets_nobody_in()
    {
        var keeper = Keep();
        await keeper.UseAsync(_ => Task.FromResult(true), Some.Token);
        await keeper.DisposeAsync();
        _opened[0].Closed.ShouldBeTrue();
        await Should.ThrowAsync<ObjectDisposedException>(() => keeper.UseAsync(_ => Task.FromResult(true), Some.Token));
    }

    SessionKeeper<Session> Keep() => new(
        _ =>
        {
            var session = new Session();
            _opened.Add(session);
            return Task.FromResult(session);
        },
        _time);

    sealed class Session : IKeptSession
    {
        readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsUsable { get; set; } = true;

        public bool Closed => _closed.Task.IsCompleted;

        public Task WhenClosed => _closed.Task;

        public ValueTask DisposeAsync()
        {
            _closed.SetResult();
            return ValueTask.CompletedTask;
        }
    }
}
