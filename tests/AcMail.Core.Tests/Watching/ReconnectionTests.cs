using CsCheck;

namespace AcMail.Core.Tests.Watching;

public sealed class ReconnectionTests
{
    static readonly DateTimeOffset Now = WatchWorld.Start;

    [Fact]
    public void The_time_between_two_attempts_doubles_up_to_five_minutes()
    {
        var (reconnection, gaps) = (default(Reconnection), new List<double>());
        for (var i = 0; i < 12; i++)
        {
            (reconnection, var notBefore) = reconnection.Lost(null, Now, 1);
            gaps.Add((notBefore - Now).TotalSeconds);
        }

        gaps.ShouldBe([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    }

    [Fact]
    public void A_server_that_accepts_and_drops_is_not_better_off_than_one_that_refuses()
    {
        var (reconnection, now) = (default(Reconnection), Now);
        var attempts = 0;
        while (now < Now + TimeSpan.FromHours(1))
        {
            attempts++;
            (reconnection, now) = reconnection.Lost(now, now + TimeSpan.FromMilliseconds(50), 0.5);
        }

        attempts.ShouldBeLessThan(28);
    }

    [Fact]
    public void A_connection_that_is_cut_every_four_minutes_is_missed_for_a_minute_at_most() => Gen.Double[0, 1].Array[40].Sample(chances =>
    {
        var (reconnection, now) = (default(Reconnection), Now);
        foreach (var jitter in chances)
        {
            var cut = now + TimeSpan.FromMinutes(4);
            (reconnection, now) = reconnection.Lost(now, cut, jitter);
            (now - cut).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(1));
        }
    });

    [Fact]
    public void A_connection_that_lived_for_five_minutes_starts_afresh() =>
        new Reconnection(9).Lost(Now - Reconnection.LongLife, Now, 0.5).Next.ShouldBe(new Reconnection(1));
}
