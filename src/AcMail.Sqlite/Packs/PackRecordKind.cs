namespace AcMail.Sqlite;

/// <summary>What a record in a pack is.</summary>
enum PackRecordKind : ushort
{
    None,

    /// <summary>The bytes of a message, and where it came from.</summary>
    Content,

    /// <summary>Content held already came from here too. Without it a rebuild would know only the first place of a message.</summary>
    Reference,
}
