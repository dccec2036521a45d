using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes the ledger of a maildrop.</summary>
sealed class MaildropWriter(SqliteDatabase database)
{
    readonly Statement _record = database.Prepare("""
        INSERT INTO drop_message(unique_id, state, content, size, downloaded_at, date, rule, missing_since, missing_count, doubtful)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT(unique_id) DO UPDATE SET state=?2, content=?3, size=?4, downloaded_at=?5, date=?6, rule=?7, missing_since=?8, missing_count=?9,
          doubtful=?10
        """);
    readonly Statement _forget = database.Prepare("DELETE FROM drop_message WHERE unique_id=?1");
    readonly Statement _observe = database.Prepare("""
        INSERT INTO maildrop(id, clock, leap, last_login, login_delay, owner) VALUES(1, ?1, ?2, ?3, ?4, ?5)
        ON CONFLICT(id) DO UPDATE SET clock=?1, leap=?2, last_login=?3, login_delay=?4, owner=?5
        """);

    public void Record(DropEntry entry)
    {
        _record.Bind(1, entry.UniqueId).Bind(2, (long)entry.State).Bind(4, entry.Size).Bind(5, entry.DownloadedAt.UtcTicks)
            .Bind(6, entry.Date?.UtcTicks).Bind(7, entry.Rule).Bind(8, entry.MissingSince?.UtcTicks).Bind(9, entry.MissingCount)
            .Bind(10, entry.Doubtful ? 1 : 0);
        (entry.Content is { } key ? _record.Bind(3, key) : _record.BindNull(3)).Execute();
    }

    public void Forget(string uniqueId) => _forget.Bind(1, uniqueId).Execute();

    public void Observe(MaildropState state)
    {
        _observe.Bind(1, state.Clock?.UtcTicks).Bind(2, state.Leap?.UtcTicks).Bind(3, state.LastLogin?.UtcTicks).Bind(4, state.LoginDelay);
        (state.Owner is { } owner ? _observe.Bind(5, owner) : _observe.BindNull(5)).Execute();
    }
}
