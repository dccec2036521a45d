using Microsoft.Extensions.Time.Testing;

namespace AcMail.Sqlite.Tests;

/// <summary>When stores let go of their connections.</summary>
public sealed class RestTimerTests
{
    readonly FakeTimeProvider _time = new();
    readonly AwakeStores _awake = new();
    readonly List<int> _rested = [];

    [Fact]
    public void What_is_used_again_and_again_does_not_rest()
    {
        using var timer = Timer(0);
        for (var i = 0; i < 5; i++)
        {
            timer.Used();
            _time.Advance(AwakeStores.AmongFew);
        }

        _rested.ShouldBeEmpty();
        _time.Advance(AwakeStores.AmongFew);
        _rested.ShouldBe([0]);
    }

    [Fact]
    public void Among_many_that_are_awake_each_rests_soon_and_the_first_ones_when_their_time_has_come()
    {
        var timers = Enumerable.Range(0, AwakeStores.Few + 5).Select(Timer).ToList();
        timers.ForEach(t => t.Used());
        _time.Advance(2 * AwakeStores.AmongMany);
        _rested.ShouldBe(Enumerable.Range(AwakeStores.Few, 5), ignoreOrder: true);
        _time.Advance(2 * AwakeStores.AmongFew);
        _rested.Count.ShouldBe(timers.Count);
        _awake.Patience.ShouldBe(AwakeStores.AmongFew);
        timers.ForEach(t => t.Dispose());
    }

    [Fact]
    public void Stores_that_are_closed_while_they_are_awake_or_used_after_it_do_not_count()
    {
        for (var i = 0; i < 3 * AwakeStores.Few; i++)
        {
            var timer = Timer(i);
            timer.Used();
            timer.Dispose();
            timer.Used();
        }

        _awake.Patience.ShouldBe(AwakeStores.AmongFew);
    }

    RestTimer Timer(int number) => new(() => _rested.Add(number), _awake, _time);
}
