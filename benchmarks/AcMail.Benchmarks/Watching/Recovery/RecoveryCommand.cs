using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace AcMail.Benchmarks.Watching.Recovery;

/// <summary>How long it takes, once a fault is over, until a watched account has caught up and told so. Each repetition has a server and an account of its own.</summary>
static class RecoveryCommand
{
    /// <summary>More than the slowest of the documented bounds.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    public static Command Create()
    {
        var fault = new Option<string>("--fault") { Description = "What goes wrong", Required = true };
        fault.AcceptOnlyFromAmong([.. WatchFaults.Names]);
        var repetitions = new Option<int>("--repetitions") { Description = "How many, all at the same time", DefaultValueFactory = _ => 20 };
        var down = new Option<int>("--down") { Description = "Seconds for which the server is away (restart)", DefaultValueFactory = _ => 10 };
        var command = new Command("watch-recovery", "Lets something go wrong while an inbox is watched, and times until what came meanwhile was told.") { fault, repetitions, down };
        command.SetAction((result, cancellationToken) => RunAsync(
            WatchFaults.Named(result.GetValue(fault)!, TimeSpan.FromSeconds(result.GetValue(down))), result.GetValue(repetitions), cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(WatchFault fault, int repetitions, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("acmail-recovery-");
        try
        {
            var watched = await Task.WhenAll(Enumerable.Range(0, repetitions)
                .Select(i => WatchedInbox.StartAsync(Path.Combine(directory.FullName, $"{i}"), fault.ExpiredReply, cancellationToken)));
            var times = await Task.WhenAll(watched.Select(w => MeasureAsync(w, fault, cancellationToken)));
            Print(times, watched);
            foreach (var one in watched) await one.DisposeAsync();
            return watched.All(w => w.Missed == 0 && w.ToldAgain == 0) ? 0 : 1;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <returns><see langword="null"/> where it was not told in time.</returns>
    static async Task<TimeSpan?> MeasureAsync(WatchedInbox watched, WatchFault fault, CancellationToken cancellationToken)
    {
        var over = await fault.Strike(watched, cancellationToken);
        if (await watched.ToldAllAsync(Patience, cancellationToken) is not { } told) return null;
        // It goes on as before, and what was told is not told again.
        watched.Deliver(1);
        await watched.ToldAllAsync(Patience, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        return Stopwatch.GetElapsedTime(over, told);
    }

    static void Print(TimeSpan?[] times, WatchedInbox[] watched)
    {
        var seconds = times.Select(t => t?.TotalSeconds ?? double.PositiveInfinity).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds.Count} repetitions: median {seconds[seconds.Count / 2]:F2} s, longest {seconds[^1]:F2} s, shortest {seconds[0]:F2} s; {watched.Sum(w => w.Delivered)} delivered, {watched.Sum(w => w.Missed)} missed, {watched.Sum(w => w.ToldAgain)} told again"));
        foreach (var standing in watched.Where(w => w.Missed > 0).Select(w => w.Standing)) Console.WriteLine($"missed: {standing?.Report.Failure}, next attempt {standing?.RetryAt:O}");
    }
}
