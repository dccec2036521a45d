namespace AcMail.Sqlite;

/// <summary>What becomes of a record of a pack that is compacted.</summary>
enum CompactionStep
{
    /// <summary>It is copied.</summary>
    Keep,

    /// <summary>Its bytes are elsewhere too; where they came from is copied.</summary>
    Refer,

    /// <summary>Nothing needs it.</summary>
    Drop,

    /// <summary>Nobody knows what it is for, so that the whole pack stays as it is.</summary>
    Leave,
}
