using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes by what contents are found again.</summary>
sealed class IdentityWriter(SqliteDatabase database)
{
    // A message may be nothing but its header.
    readonly Statement _add = database.Prepare("""
        INSERT INTO identity(key, content_id, whole_size) VALUES(?1, ?2, ?3)
        ON CONFLICT DO UPDATE SET whole_size=NULL WHERE excluded.whole_size IS NULL
        """);

    /// <param name="content">The content.</param>
    /// <param name="identity">Its identity; what is empty of it is passed over.</param>
    /// <param name="isHeader">Whether it is only the header of a message of that size.</param>
    public void Add(long content, ContentIdentity identity, bool isHeader)
    {
        if (identity.EmailId.Length > 0) Add(IdentityKey.OfEmailId(identity), content, identity, isHeader);
        if (identity.MessageId.Length > 0) Add(IdentityKey.OfMessageId(identity), content, identity, isHeader);
    }

    void Add(long key, long content, ContentIdentity identity, bool isHeader) =>
        _add.Bind(1, key).Bind(2, content).Bind(3, isHeader ? identity.Size : null).Execute();
}
