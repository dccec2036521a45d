using AcMail.Testing;

namespace AcMail.Sqlite.Tests;

public sealed class ConformanceTests
{
    public static TheoryData<string> Checks => [.. StoreConformance.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_embedded_store_conforms(string check) => StoreConformance.RunAsync(check, () => new ConformanceFixture());

    [Fact]
    public Task Changes_that_nobody_has_tried_lead_where_the_reference_says() =>
        StoreConformance.RandomChanges(Random.Shared.Next()).RunAsync(() => new ConformanceFixture());
}
