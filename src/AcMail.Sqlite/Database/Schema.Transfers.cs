namespace AcMail.Sqlite;

/// <content>Messages and mailboxes that are not on the server as they are here.</content>
static partial class Schema
{
    /// <summary>
    /// The UIDVALIDITY of a message that has no UID: its transfer says where it is. It has its id in place of one. Those deleted here are in no mailbox, 0.
    /// </summary>
    public const int Unplaced = -1;

    const string Transfers = """
        ALTER TABLE mailbox ADD COLUMN server_name TEXT;
        UPDATE mailbox SET server_name=name WHERE listed=1;
        CREATE UNIQUE INDEX mailbox_server_name ON mailbox(server_name) WHERE server_name IS NOT NULL;
        ALTER TABLE mailbox ADD COLUMN subscribed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE mailbox ADD COLUMN chosen INTEGER;
        CREATE TABLE transfer(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          message_id INTEGER,
          here INTEGER,
          there_mailbox INTEGER,
          there_validity INTEGER,
          there_uid INTEGER,
          copy_mailbox INTEGER,
          copy_validity INTEGER,
          copy_uid INTEGER,
          attempt_mailbox INTEGER,
          attempt_validity INTEGER,
          attempt_uid_next INTEGER,
          attempt_takes INTEGER,
          attempt_accepted INTEGER,
          is_left INTEGER NOT NULL);
        CREATE UNIQUE INDEX transfer_message ON transfer(message_id) WHERE message_id IS NOT NULL;
        CREATE INDEX transfer_here ON transfer(here) WHERE here IS NOT NULL;
        CREATE INDEX transfer_there ON transfer(there_mailbox, there_validity, there_uid) WHERE there_mailbox IS NOT NULL;
        CREATE INDEX transfer_copy ON transfer(copy_mailbox, copy_validity, copy_uid) WHERE copy_mailbox IS NOT NULL;
        CREATE INDEX transfer_attempt ON transfer(attempt_mailbox) WHERE attempt_mailbox IS NOT NULL;
        """;
}
