using System.Runtime.InteropServices;

namespace AcMail.Sqlite;

/// <summary>How a transaction changes the numbers of messages and of unseen ones, so that nobody ever counts a mailbox.</summary>
sealed class MailboxCounts(SqliteDatabase database)
{
    readonly Dictionary<long, (int Messages, int Unseen)> _changes = [];
    readonly Statement _update = database.Prepare("UPDATE mailbox SET messages=messages+?2, unseen=unseen+?3 WHERE id=?1");

    public void Begin() => _changes.Clear();

    public void Added(long mailbox, SystemFlags flags) => Count(mailbox, 1, flags);

    public void Removed(long mailbox, SystemFlags flags) => Count(mailbox, -1, flags);

    public void Finish()
    {
        foreach (var (mailbox, (messages, unseen)) in _changes)
            if (messages != 0 || unseen != 0)
                _update.Bind(1, mailbox).Bind(2, messages).Bind(3, unseen).Execute();
    }

    void Count(long mailbox, int step, SystemFlags flags)
    {
        if (mailbox == 0) return;
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(_changes, mailbox, out _);
        change.Messages += step;
        if (!flags.HasFlag(SystemFlags.Seen)) change.Unseen += step;
    }
}
