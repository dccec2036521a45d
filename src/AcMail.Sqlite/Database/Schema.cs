namespace AcMail.Sqlite;

/// <summary>The tables. A step that was released is never edited; a change is a new step at the end.</summary>
static partial class Schema
{
    /// <summary>"AcMr", at offset 68 of the file: whose file this is.</summary>
    public const int ApplicationId = 0x41634D72;

    /// <summary>What leads from one <c>user_version</c> to the next.</summary>
    public static IReadOnlyList<string> Steps { get; } =
        [Tables + Search, Maildrop, Intents, Transfers, Feed, Reading, Server, Owner, Mirror, Holder, Emptied, Departures, Remainder, Once, Attachments];

    const string Tables = """
        CREATE TABLE mailbox(
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          listed INTEGER NOT NULL,
          delimiter INTEGER,
          role INTEGER NOT NULL,
          selectable INTEGER NOT NULL,
          uid_validity INTEGER,
          uid_next INTEGER,
          highest_modseq INTEGER,
          next_local_uid INTEGER NOT NULL DEFAULT 1,
          messages INTEGER NOT NULL DEFAULT 0,
          unseen INTEGER NOT NULL DEFAULT 0);

        CREATE TABLE pack(
          id INTEGER PRIMARY KEY,
          committed_length INTEGER NOT NULL);

        CREATE TABLE content(
          id INTEGER PRIMARY KEY,
          sha256 BLOB NOT NULL UNIQUE,
          pack INTEGER NOT NULL,
          offset INTEGER NOT NULL,
          length INTEGER NOT NULL);

        CREATE TABLE header(
          content_id INTEGER PRIMARY KEY,
          subject TEXT NOT NULL,
          sender TEXT NOT NULL,
          recipients TEXT NOT NULL,
          copies TEXT NOT NULL,
          date INTEGER,
          date_offset INTEGER,
          message_id TEXT NOT NULL);

        CREATE TABLE message(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          mailbox_id INTEGER NOT NULL,
          uid_validity INTEGER NOT NULL,
          uid INTEGER NOT NULL,
          content_id INTEGER NOT NULL,
          base_flags INTEGER NOT NULL,
          base_keywords TEXT NOT NULL,
          local_flags INTEGER NOT NULL,
          local_keywords TEXT NOT NULL,
          modseq INTEGER NOT NULL,
          internal_date INTEGER NOT NULL,
          internal_offset INTEGER NOT NULL,
          UNIQUE(mailbox_id, uid_validity, uid));
        CREATE INDEX message_newest ON message(internal_date);
        CREATE INDEX message_newest_in_mailbox ON message(mailbox_id, internal_date);
        CREATE INDEX message_content ON message(content_id, mailbox_id);

        CREATE TABLE drop_entry(
          unique_id TEXT PRIMARY KEY,
          content_id INTEGER NOT NULL,
          downloaded_at INTEGER NOT NULL) WITHOUT ROWID;

        CREATE TABLE outbox(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          content_id INTEGER NOT NULL,
          state INTEGER NOT NULL,
          message_id TEXT NOT NULL,
          sender TEXT NOT NULL,
          recipients TEXT NOT NULL,
          subject TEXT NOT NULL,
          queued_at INTEGER NOT NULL,
          queued_offset INTEGER NOT NULL,
          reply TEXT NOT NULL);
        CREATE INDEX outbox_open ON outbox(id) WHERE state <> 3;

        """;

    // Filled and counted by code: a trigger makes SQLite open a savepoint per row, and FTS5 writes a segment at each.
    const string Search = """
        CREATE VIRTUAL TABLE header_search USING fts5(
          subject, sender, recipients, copies,
          content='header', content_rowid='content_id', columnsize=0, tokenize='unicode61 remove_diacritics 2');
        """;

    // What was downloaded before was promised to stay on the server: its rule is unknown and its size is none that a listing told.
    const string Maildrop = """
        CREATE TABLE drop_message(
          unique_id TEXT PRIMARY KEY,
          state INTEGER NOT NULL,
          content BLOB,
          size INTEGER NOT NULL,
          downloaded_at INTEGER NOT NULL,
          date INTEGER,
          rule TEXT NOT NULL,
          missing_since INTEGER,
          missing_count INTEGER NOT NULL,
          doubtful INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO drop_message
          SELECT d.unique_id, 2, c.sha256, 0, d.downloaded_at, h.date, '', NULL, 0, 0
          FROM drop_entry d JOIN content c ON c.id=d.content_id LEFT JOIN header h ON h.content_id=d.content_id;
        DROP TABLE drop_entry;

        CREATE TABLE maildrop(
          id INTEGER PRIMARY KEY,
          clock INTEGER,
          leap INTEGER,
          last_login INTEGER,
          login_delay INTEGER NOT NULL);

        ALTER TABLE message ADD COLUMN header_of TEXT;
        ALTER TABLE message ADD COLUMN whole_size INTEGER;
        CREATE INDEX message_header_of ON message(header_of) WHERE header_of IS NOT NULL;
        """;

    const string Owner = "ALTER TABLE maildrop ADD COLUMN owner TEXT;";

    // Whose mailboxes these are: one row, or none while nobody has noted it.
    const string Mirror = "CREATE TABLE mirror(id INTEGER PRIMARY KEY, owner TEXT NOT NULL);";

    // Which open store took a message of the outbox last.
    const string Holder = "ALTER TABLE outbox ADD COLUMN holder TEXT NOT NULL DEFAULT '';";

    // Packs whose contents are elsewhere or needed no more; their files are cut to nothing next.
    const string Emptied = "ALTER TABLE pack ADD COLUMN emptied INTEGER NOT NULL DEFAULT 0;";

    // How often a message of the outbox left those that wait.
    const string Departures = "ALTER TABLE outbox ADD COLUMN departures INTEGER NOT NULL DEFAULT 0;";

    // For recipients of a message that others have already, and with them its copy.
    const string Remainder = "ALTER TABLE outbox ADD COLUMN is_remainder INTEGER NOT NULL DEFAULT 0;";

    // Whether a message was given before.
    const string Once = "CREATE INDEX outbox_message_id ON outbox(message_id);";
}
