using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class CompactionPlannerTests
{
    static readonly ContentPlace Here = new(1, 100, 5), Elsewhere = new(2, 100, 5);

    [Theory]
    [InlineData("is where the state says", CompactionStep.Keep, CompactionStep.Keep)]
    [InlineData("is elsewhere", CompactionStep.Refer, CompactionStep.Keep)]
    [InlineData("is not known", CompactionStep.Leave, CompactionStep.Drop)]
    [InlineData("is unused", CompactionStep.Drop, CompactionStep.Drop)]
    [InlineData("is unused and elsewhere", CompactionStep.Drop, CompactionStep.Drop)]
    internal void What_becomes_of_bytes_and_of_references(string content, CompactionStep bytes, CompactionStep reference)
    {
        ContentPlace? known = content switch
        {
            "is not known" => null,
            "is elsewhere" or "is unused and elsewhere" => Elsewhere,
            _ => Here,
        };
        var isUnused = content.StartsWith("is unused", StringComparison.Ordinal);
        CompactionPlanner.Decide(PackRecordKind.Content, Here, known, isUnused).ShouldBe(bytes);
        CompactionPlanner.Decide(PackRecordKind.Reference, Here, known, isUnused).ShouldBe(reference);
    }
}
