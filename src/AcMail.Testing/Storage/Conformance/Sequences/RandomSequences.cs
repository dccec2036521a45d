using System.Globalization;
using System.Text;

namespace AcMail.Testing;

/// <summary>Runs random sequences, and makes the first that fails short.</summary>
static class RandomSequences
{
    const int MostAttempts = 400;

    public static async Task RunAsync(
        int seed, int sequences, int steps, Func<IStoreFixture> create, CancellationToken cancellationToken)
    {
        for (var number = 0; number < sequences; number++)
        {
            var sequence = SequenceGenerator.Make(new(((ulong)(uint)seed << 32) + (ulong)number), steps);
            if (await TryAsync(sequence, create, cancellationToken) is { } failure)
                throw new ConformanceException(Describe(await ShrinkAsync(failure, create, cancellationToken), number));
        }
    }

    /// <summary>Runs a sequence in a place of its own; a failure comes with the steps up to it.</summary>
    static async Task<SequenceFailure?> TryAsync(IReadOnlyList<StoreStep> steps, Func<IStoreFixture> create, CancellationToken cancellationToken)
    {
        await using var bench = new StoreBench(create(), cancellationToken);
        var run = await SequenceRun.BeginAsync(bench);
        for (var done = 0; done <= steps.Count; done++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await (done < steps.Count ? run.StepAsync(steps[done]) : bench.ProveAsync());
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                return new([.. steps.Take(done + 1)], e is ConformanceException ? e.Message : $"{e.GetType().Name} was thrown: {e.Message}");
            }
        }

        return null;
    }

    /// <summary>Leaves out steps and then single changes for as long as the rest still fails, whatever by.</summary>
    static async Task<SequenceFailure> ShrinkAsync(SequenceFailure failure, Func<IStoreFixture> create, CancellationToken cancellationToken)
    {
        var attempts = 0;
        for (var shorter = true; shorter && attempts < MostAttempts;)
        {
            shorter = false;
            foreach (var candidate in SequenceFailure.Shorter(failure.Steps))
            {
                if (attempts++ >= MostAttempts) break;
                if (await TryAsync(candidate, create, cancellationToken) is not { } still) continue;
                (failure, shorter) = (still, true);
                break;
            }
        }

        return failure;
    }

    static string Describe(SequenceFailure failure, int number)
    {
        var text = new StringBuilder($"{failure.Found}\n  The shortest sequence found that shows it, made from sequence {number}:");
        foreach (var (i, step) in failure.Steps.Index()) text.Append(CultureInfo.InvariantCulture, $"\n  {i + 1}. {step}");
        return text.ToString();
    }
}
