namespace AcMail.Sqlite;

/// <content>What is remembered of a server, and by what contents are found again. Contents held before this step are found by their hash alone.</content>
static partial class Schema
{
    const string Server = """
        ALTER TABLE mailbox ADD COLUMN object_id TEXT NOT NULL DEFAULT '';
        ALTER TABLE mailbox ADD COLUMN changed_since INTEGER;
        ALTER TABLE mailbox ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE mailbox ADD COLUMN scanned_at INTEGER;
        UPDATE mailbox SET changed_since=highest_modseq;

        CREATE TABLE distrust(
          promise INTEGER PRIMARY KEY,
          reason INTEGER NOT NULL,
          since INTEGER NOT NULL,
          until INTEGER NOT NULL,
          times INTEGER NOT NULL);

        CREATE TABLE quarantine(
          mailbox_id INTEGER NOT NULL,
          uid_validity INTEGER NOT NULL,
          uid INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          reply TEXT NOT NULL,
          attempts INTEGER NOT NULL,
          since INTEGER NOT NULL,
          next_try INTEGER NOT NULL,
          PRIMARY KEY(mailbox_id, uid_validity, uid)) WITHOUT ROWID;

        CREATE TABLE held_removal(
          mailbox_id INTEGER PRIMARY KEY,
          uid_validity INTEGER NOT NULL,
          uids TEXT NOT NULL,
          others INTEGER NOT NULL);

        CREATE TABLE identity(
          key INTEGER NOT NULL,
          content_id INTEGER NOT NULL,
          whole_size INTEGER,
          PRIMARY KEY(key, content_id)) WITHOUT ROWID;
        """;
}
