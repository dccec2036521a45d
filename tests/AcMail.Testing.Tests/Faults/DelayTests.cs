using AcMail.Testing.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AcMail.Testing.Tests.Faults;

public sealed class DelayTests
{
    const string Greeting = "* OK ready\r\n";
    const string First = "* 1 EXISTS\r\na1 OK done\r\n";

    [Fact]
    public async Task A_stall_holds_what_follows_until_it_is_released()
    {
        var release = new TaskCompletionSource();
        var fault = Fault.Stall(FaultPoint.BeforeLine(WireDirection.ToClient, 3), release.Task);
        await using var session = new EchoSession(faults: fault);
        await session.SayAsync("a1 ONE\r\nbye\r\n");
        (await session.HearAsync(24)).ShouldBe(Greeting + "* 1 EXISTS\r\n");
        await session.Faults.WhenStruckAsync(fault);
        session.Run.IsCompleted.ShouldBeFalse();

        release.SetResult();
        (await session.HearAllAsync()).ShouldBe("a1 OK done\r\n");
    }

    [Fact]
    public async Task A_stall_ends_after_its_time()
    {
        var time = new FakeTimeProvider();
        var fault = Fault.Stall(FaultPoint.Command("ONE"), TimeSpan.FromMinutes(3));
        await using var session = new EchoSession(time: time, faults: fault);
        await session.SayAsync("a1 ONE\r\nbye\r\n");
        await session.Faults.WhenStruckAsync(fault);
        session.Applied.ShouldBeEmpty();
        while (!session.Run.IsCompleted)
        {
            // The stall begins a moment after it strikes.
            time.Advance(TimeSpan.FromMinutes(3));
            await Task.Yield();
        }

        session.Applied.ShouldBe(["a1 ONE"]);
    }

    [Fact]
    public async Task A_stall_for_good_ends_with_the_server()
    {
        var fault = Fault.Stall(FaultPoint.BeforeLine(WireDirection.ToClient, 1));
        var session = new EchoSession(faults: fault);
        await session.SayAsync("bye\r\n");
        await session.Faults.WhenStruckAsync(fault);
        await session.DisposeAsync();
        session.Run.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Latency_is_added_to_each_round_trip_and_none_to_pipelined_commands()
    {
        var time = new InstantTime();
        await using var session = new EchoSession(time: time, faults: Fault.Slow(TimeSpan.FromSeconds(1)));
        (await session.HearAsync(Greeting.Length)).ShouldBe(Greeting);
        await session.SayAsync("a1 ONE\r\na1 ONE\r\n");
        (await session.HearAsync(First.Length * 2)).ShouldBe(First + First);
        await session.SayAsync("a1 ONE\r\n");
        (await session.HearAsync(First.Length)).ShouldBe(First);
        time.Delays.ShouldBe(Enumerable.Repeat(TimeSpan.FromSeconds(1), 3));
        session.Tally.Count.RoundTrips.ShouldBe(3);
    }

    [Fact]
    public async Task Octets_take_their_time()
    {
        var time = new InstantTime();
        var slow = Fault.Slow(TimeSpan.Zero, octetsPerSecond: 10);
        await using var session = new EchoSession(time: time, faults: slow) { Reply = new string('x', 98) + "\r\n" };
        (await session.HearAsync(Greeting.Length)).ShouldBe(Greeting);
        await session.SayAllAsync("a1 ONE\r\n");
        time.Delays.Select(d => d.TotalSeconds).ShouldBe([1.2, 1.3, 10]);
        session.Faults.Struck.ShouldBe([slow]);
    }
}
