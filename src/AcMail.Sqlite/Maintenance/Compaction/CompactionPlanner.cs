namespace AcMail.Sqlite;

/// <summary>Decides about the records of a pack that is compacted.</summary>
static class CompactionPlanner
{
    /// <param name="kind">Whether the record has bytes.</param>
    /// <param name="here">Where they are.</param>
    /// <param name="known">Where the state says that the content is, and it is; <see langword="null"/> where there is no such place.</param>
    /// <param name="isUnused">Whether nothing names the content.</param>
    public static CompactionStep Decide(PackRecordKind kind, ContentPlace here, ContentPlace? known, bool isUnused) => (kind, known) switch
    {
        _ when isUnused => CompactionStep.Drop,
        (PackRecordKind.Reference, null) => CompactionStep.Drop,
        (PackRecordKind.Reference, _) => CompactionStep.Keep,
        (_, null) => CompactionStep.Leave,
        _ => known == here ? CompactionStep.Keep : CompactionStep.Refer,
    };
}
