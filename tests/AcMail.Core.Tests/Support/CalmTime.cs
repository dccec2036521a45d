using Microsoft.Extensions.Time.Testing;

namespace AcMail.Core.Tests.Support;

/// <summary>A clock that is moved on only while nothing goes over the wire, so that no time limit strikes what is merely at work.</summary>
sealed class CalmTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(15);

    /// <summary>What changes whenever something goes over the wire.</summary>
    public Func<object> Traffic { get; set; } = () => 0;

    /// <summary>Returns once nothing has gone over the wire for a while.</summary>
    public async Task CalmAsync()
    {
        for (var calm = 0; calm < 2;)
        {
            var before = Traffic();
            await Task.Delay(Quiet, System, TestContext.Current.CancellationToken);
            calm = before.Equals(Traffic()) ? calm + 1 : 0;
        }
    }

    /// <summary>Lets time pass in steps, so that what happens in it takes place.</summary>
    public async Task ElapseAsync(TimeSpan span)
    {
        var step = TimeSpan.FromSeconds(span > TimeSpan.FromMinutes(30) ? 60 : span > TimeSpan.FromMinutes(5) ? 20 : 5);
        for (var end = GetUtcNow() + span; GetUtcNow() < end;)
        {
            await CalmAsync();
            Advance(step < end - GetUtcNow() ? step : end - GetUtcNow());
        }

        await CalmAsync();
    }
}
