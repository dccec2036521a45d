using System.Globalization;
using AcMail.Testing;

namespace AcMail.Sqlite.Tests;

/// <summary>The kit on the embedded store. <c>ACMAIL_SEQUENCES</c> sets how many random sequences nobody has tried yet are run.</summary>
public sealed class ConformanceTests
{
    static readonly int Sequences = int.TryParse(
        Environment.GetEnvironmentVariable("ACMAIL_SEQUENCES"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 6;

    public static TheoryData<string> Checks => [.. StoreConformance.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_embedded_store_conforms(string check) => StoreConformance.RunAsync(check, () => new ConformanceFixture());

    [Fact]
    public Task Changes_that_nobody_has_tried_lead_where_the_reference_says() =>
        StoreConformance.RandomChanges(Random.Shared.Next(), Sequences).RunAsync(() => new ConformanceFixture());
}
