using AcMail.Storage;
using Microsoft.Data.Sqlite;

namespace AcMail.Sqlite;

/// <summary>
/// Puts the messages of a POP3 account where the former state had them, with the flags and the ledger of then: packs know only where messages came from, and no
/// server can tell the rest. What the former state does not know stays where the packs say.
/// </summary>
sealed class FormerPlaces
{
    const int ContentsAtOnce = 1000;

    readonly SqliteDatabase _former;
    readonly SqliteDatabase _rebuilt;
    readonly ChangeWriter _changes;
    readonly Statement _contents;
    readonly Statement _before;
    readonly Statement _now;
    readonly Statement _isShown;

    FormerPlaces(SqliteDatabase former, SqliteDatabase rebuilt)
    {
        (_former, _rebuilt, _changes) = (former, rebuilt, new(rebuilt));
        _contents = former.Prepare("SELECT id, sha256 FROM content WHERE id>?1 ORDER BY id LIMIT ?2");
        _before = Placements(former);
        _now = Placements(rebuilt);
        _isShown = rebuilt.Prepare("SELECT 1 FROM message WHERE header_of=?1");
    }

    /// <summary>Makes the mailboxes that there were. <see langword="null"/> where the former state tells nothing, or a server knows better.</summary>
    public static FormerPlaces? Begin(SqliteDatabase former, SqliteDatabase rebuilt)
    {
        FormerPlaces places;
        List<StoreChange> mailboxes;
        try
        {
            if (former.Pragma("user_version") > Schema.Steps.Count || IsOfImap(former)) return null;
            places = new(former, rebuilt);
            mailboxes = places.Mailboxes();
        }
        catch (SqliteException)
        {
            return null;
        }

        places.Apply(mailboxes);
        return places;
    }

    /// <summary>Places what was restored from the packs, as far as the former state can be read.</summary>
    /// <param name="isWhole">Whether all of it can be.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    public void Restore(bool isWhole, CancellationToken cancellationToken)
    {
        for (long last = 0; Read(() => Next(last, isWhole)) is { Count: > 0 } contents; last = contents[^1].Id)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Apply([.. contents.SelectMany(c => c.Changes)]);
        }

        if (Read(() => MaildropQueries.Read(_former)) is not { } maildrop) return;
        Apply([
            new MaildropObserved(maildrop.State),
            .. maildrop.Entries.Where(e => IsRestored(e, isWhole)).Select(e => new DropEntryRecorded(e)),
        ]);
    }

    /// <summary>Whether what the ledger knows is here. A header is where the former state tells: one that no list shows would keep the message from coming.</summary>
    bool IsRestored(DropEntry entry, bool isWhole) =>
        (entry.Content is not { } key || ContentIndex.Find(_rebuilt, key) is not null)
        && (isWhole || entry.State != DropState.HeadersOnly || _isShown.Bind(1, entry.UniqueId).Scalar() is not null);

    static Statement Placements(SqliteDatabase database) => database.Prepare("""
        SELECT m.id, b.name, m.local_flags, m.local_keywords, m.internal_date, m.internal_offset, m.header_of, m.whole_size
        FROM content c JOIN message m ON m.content_id=c.id JOIN mailbox b ON b.id=m.mailbox_id WHERE c.sha256=?1 AND m.uid_validity=0 ORDER BY m.id
        """);

    static bool IsOfImap(SqliteDatabase former) => former.Prepare("""
        SELECT EXISTS(SELECT 1 FROM mirror) OR EXISTS(SELECT 1 FROM mailbox WHERE uid_validity IS NOT NULL OR (role=?1 AND delimiter IS NOT NULL))
        """).Bind(1, (long)MailboxRole.Inbox).Scalar() != 0;

    static T? Read<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    List<StoreChange> Mailboxes()
    {
        var mailboxes = new List<StoreChange>();
        using var rows = _former.Prepare("SELECT name, delimiter, role FROM mailbox WHERE listed=1 ORDER BY id").Open();
        while (rows.Read())
            mailboxes.Add(new MailboxCreated(rows.Text(0), rows.IsNull(1) ? null : (char)rows.Int32(1)) { Role = (MailboxRole)rows.Int32(2), IsLocalOnly = true });
        return mailboxes;
    }

    List<(long Id, IReadOnlyList<StoreChange> Changes)> Next(long after, bool isWhole)
    {
        var found = new List<(long Id, ContentKey Key)>();
        using (var rows = _contents.Bind(1, after).Bind(2, ContentsAtOnce).Open())
            while (rows.Read()) found.Add((rows.Int64(0), new(rows.Blob(1))));
        return [.. found.Select(f => (f.Id, Place(f.Key, isWhole)))];
    }

    IReadOnlyList<StoreChange> Place(ContentKey key, bool isWhole) => ContentIndex.Find(_rebuilt, key) is null
        ? []
        : FormerPlanner.Place(key, ReadPlaces(_now, key), ReadPlaces(_before, key), isWhole);

    static List<FormerPlace> ReadPlaces(Statement placements, ContentKey key)
    {
        var places = new List<FormerPlace>();
        using var rows = placements.Bind(1, key).Open();
        while (rows.Read())
        {
            places.Add(new(
                rows.Int64(0), rows.Text(1), MailFlags.Restore((SystemFlags)rows.Int32(2), rows.Text(3)), StoredDate.Restore(rows.Int64(4), rows.Int32(5)),
                rows.IsNull(6) ? null : new(rows.Text(6), rows.Int64(7))));
        }

        return places;
    }

    void Apply(IReadOnlyList<StoreChange> changes) => _changes.Transact(() =>
    {
        foreach (var change in changes) _changes.Apply(change);
    });
}
