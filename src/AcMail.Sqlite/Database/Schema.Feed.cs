namespace AcMail.Sqlite;

/// <content>What changed when, in numbers that grow by one with each transaction that changes something visible.</content>
static partial class Schema
{
    // Rows grow at the end of their index, so that an arrival costs little. "changed" is 0 while nothing changed since the arrival. The origin makes
    // revisions of another file, such as one from before a rebuild, unlike those of this one; it stays exact as a JSON number.
    const string Feed = """
        ALTER TABLE message ADD COLUMN arrived INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE message ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX message_arrived ON message(arrived);
        CREATE INDEX message_changed ON message(changed) WHERE changed>0;

        ALTER TABLE mailbox ADD COLUMN appeared INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE mailbox ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

        -- What mailboxes were called until a revision, that one included.
        CREATE TABLE mailbox_former(
          mailbox_id INTEGER NOT NULL,
          revision INTEGER NOT NULL,
          name TEXT NOT NULL,
          PRIMARY KEY(mailbox_id, revision)) WITHOUT ROWID;

        CREATE TABLE removal(
          revision INTEGER NOT NULL,
          message_id INTEGER NOT NULL,
          mailbox_id INTEGER NOT NULL,
          arrived INTEGER NOT NULL,
          PRIMARY KEY(revision, message_id, mailbox_id)) WITHOUT ROWID;

        CREATE TABLE feed(
          id INTEGER PRIMARY KEY,
          origin INTEGER NOT NULL,
          revision INTEGER NOT NULL,
          removals INTEGER NOT NULL,
          forgotten INTEGER NOT NULL);
        INSERT INTO feed VALUES(1, random() & 4503599627370495, 0, 0, 0);
        """;
}
