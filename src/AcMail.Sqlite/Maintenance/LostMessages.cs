using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Names the messages of contents whose bytes are damaged or gone.</summary>
sealed class LostMessages(AccountFiles files, SqliteDatabase state)
{
    readonly Statement _messages = state.Prepare("""
        SELECT coalesce(subject, ''), mailbox.name FROM message JOIN mailbox ON mailbox.id=mailbox_id LEFT JOIN header USING(content_id) WHERE content_id=?1
        UNION ALL SELECT subject, '' FROM outbox WHERE content_id=?1 AND state<>3
        """);

    /// <summary>A problem for each message; none where only what was deleted had the content.</summary>
    public IEnumerable<StoreProblem> Of(long content, int pack, long offset)
    {
        using var rows = _messages.Bind(1, content).Open();
        while (rows.Read()) yield return new($"{files.Pack(pack)}@{offset}", StoreProblems.Lost(rows.Text(0), rows.Text(1)));
    }
}
