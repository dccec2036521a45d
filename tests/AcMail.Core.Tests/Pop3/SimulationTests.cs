using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Pop3;

/// <summary>Years of days with servers that lie, clocks that are set back, and processes that are killed.</summary>
public sealed class SimulationTests
{
    const int Days = 60;

    static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    static readonly LeavePolicy SixtyDays = LeavePolicy.From(LeaveOnServer.ForDays(Days));

    static readonly Gen<Day> GenDay = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 9], Gen.Frequency((6, Gen.Const(Lie.None)), (3, Gen.Enum<Lie>())), Gen.Frequency((4, Gen.Const(QuitFate.Answered)), (1, Gen.Enum<QuitFate>())),
        Gen.Frequency((4, Gen.Const(int.MaxValue)), (1, Gen.Int[0, 25])), Gen.Int[1, 60], Gen.Int[0, 40])
        .Select((mail, reuse, lie, fate, steps, size, rename) => new Day(mail, reuse == 0, lie, fate, steps, size, rename == 0));

    [Fact]
    public void Whatever_happens_what_is_deleted_is_held_what_is_held_is_there_once_and_in_the_end_the_rule_is_kept() =>
        GenDay.Array[1, 400].Sample(
            days =>
            {
                var sim = new Simulation(SixtyDays);
                var now = Start;
                sim.Deleting = m =>
                {
                    sim.FirstHeld.Keys.ShouldContain(m.Content);
                    (now - sim.FirstHeld[m.Content]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromDays(Days));
                };
                foreach (var day in days)
                {
                    for (var i = 0; i < day.Mail; i++) sim.Deliver(day.Reuse, day.Size);
                    if (day.Rename) sim.Rename();
                    sim.Pass(now, now, day.Lie, day.Fate, day.Steps);
                    sim.Delivered.Except(sim.Server.Select(m => m.Content)).Except(sim.Rows).ShouldBeEmpty();
                    now = now.AddDays(1);
                }

                Behave(sim, now);
                sim.Rows.Count.ShouldBe(sim.Rows.Distinct().Count());
                sim.Rows.Order(ByText).ShouldBe(sim.Delivered.Order(ByText));
                // What was believed deleted and is listed again is downloaded anew, and its days with it.
                foreach (var message in sim.Server) (now - sim.LastFetched[message.Content]).ShouldBeLessThan(TimeSpan.FromDays(Days));
            },
            iter: 30);

    [Fact]
    public void With_a_server_that_behaves_it_holds_exactly_the_last_sixty_days_and_nothing_is_fetched_twice() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 400], Gen.Int[1, 72]).Sample(
            (mail, hours) =>
            {
                var sim = new Simulation(SixtyDays);
                var now = Start;
                foreach (var count in mail)
                {
                    for (var i = 0; i < count; i++) sim.Deliver(false, 10);
                    sim.Pass(now, now, Lie.None, QuitFate.Answered, int.MaxValue).ShouldBeTrue();
                    sim.Server.Select(m => m.Content).ShouldBe(sim.FirstHeld.Where(h => now - h.Value < TimeSpan.FromDays(Days)).Select(h => h.Key));
                    now = now.AddHours(hours);
                }

                sim.Fetches.Values.ShouldAllBe(f => f == 1);
                sim.Rows.Count.ShouldBe(sim.Delivered.Count);
            },
            iter: 20);

    [Fact]
    public void A_clock_that_is_set_back_for_a_while_makes_nothing_leave_early_and_changes_nothing_for_what_was_there() =>
        Gen.Select(Gen.Int[0, 2].Array[200, 300], Gen.Int[5, 120], Gen.Int[1, 60], Gen.Int[0, 500]).Sample(
            (mail, from, length, further) =>
            {
                var sim = new Simulation(SixtyDays);
                var back = TimeSpan.FromDays(length + 1 + further);
                var now = Start;
                sim.Deleting = m => (now - sim.FirstHeld[m.Content]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromDays(Days));
                for (var day = 0; day < mail.Length; day++, now = now.AddDays(1))
                {
                    for (var i = 0; i < mail[day]; i++) sim.Deliver(false, 10);
                    var wrong = day >= from && day < from + length;
                    sim.Pass(now, wrong ? now - back : now, Lie.None, QuitFate.Answered, int.MaxValue);
                    if (wrong) continue;
                    var (first, last) = (Start.AddDays(from), Start.AddDays(from + length));
                    sim.Server.Select(m => m.Content).ShouldBe(
                        sim.FirstHeld.Where(h => now - (h.Value >= first && h.Value < last ? last : h.Value) < TimeSpan.FromDays(Days)).Select(h => h.Key));
                }
            },
            iter: 30);

    [Fact]
    public void A_crash_at_any_step_of_a_pass_is_made_good_by_the_next()
    {
        for (var steps = 0; steps < 60; steps++)
        {
            foreach (var fate in Enum.GetValues<QuitFate>())
            {
                var sim = new Simulation(LeavePolicy.From(LeaveOnServer.NotAtAll));
                for (var i = 0; i < 5; i++) sim.Deliver(false, 10);
                var done = sim.Pass(Start, Start, Lie.None, fate, steps);
                sim.Pass(Start, Start, Lie.None, QuitFate.Answered, int.MaxValue).ShouldBeTrue();
                sim.Server.ShouldBeEmpty();
                sim.Rows.Count.ShouldBe(5);
                if (done) sim.Fetches.Values.ShouldAllBe(f => f == 1);
                sim.Fetches.Values.Sum().ShouldBeLessThanOrEqualTo(6);
            }
        }
    }

    [Fact]
    public void What_the_server_lost_stays_here_and_the_ledger_forgets_it_in_time()
    {
        var sim = new Simulation(SixtyDays);
        for (var i = 0; i < 5; i++) sim.Deliver(false, 10);
        sim.Pass(Start, Start, Lie.None, QuitFate.Answered, int.MaxValue);
        sim.Server.Clear();
        for (var day = 1; day <= 90; day++) sim.Pass(Start.AddDays(day), Start.AddDays(day), Lie.None, QuitFate.Answered, int.MaxValue);
        sim.Ledger.Count().ShouldBe(5);
        sim.Pass(Start.AddDays(91), Start.AddDays(91), Lie.None, QuitFate.Answered, int.MaxValue);
        sim.Ledger.ShouldBeEmpty();
        sim.Rows.Count.ShouldBe(5);
    }

    static Comparer<ContentKey> ByText { get; } = Comparer<ContentKey>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    static void Behave(Simulation sim, DateTimeOffset now)
    {
        for (var i = 0; i < 3; i++) sim.Pass(now, now, Lie.None, QuitFate.Answered, int.MaxValue).ShouldBeTrue();
    }

    readonly record struct Day(int Mail, bool Reuse, Lie Lie, QuitFate Fate, int Steps, int Size, bool Rename);
}
