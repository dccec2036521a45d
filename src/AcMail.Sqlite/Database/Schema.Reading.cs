namespace AcMail.Sqlite;

/// <content>What the reading side needs besides.</content>
static partial class Schema
{
    /// <summary>Which rows of <c>message</c> are in the index of unseen messages; a query has to say it in these very words.</summary>
    public const string IsUnseen = "local_flags & 1 = 0";

    /// <summary>The same for flagged messages.</summary>
    public const string IsFlagged = "local_flags & 4 = 4";

    // Thread keys are numbers in no order: in an ordinary index each transaction would write most of its pages, while FTS5 writes what is new in one place.
    // References of messages that a former version stored are unknown (NULL) until their content is read again.
    const string Reading = $"""
        CREATE INDEX message_unseen ON message(internal_date, mailbox_id) WHERE {IsUnseen};
        CREATE INDEX message_flagged ON message(internal_date, mailbox_id) WHERE {IsFlagged};

        ALTER TABLE content ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX content_unindexed ON content(indexed) WHERE indexed=0;
        CREATE VIRTUAL TABLE body_search USING fts5(
          subject, sender, recipients, copies, text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2');

        ALTER TABLE header ADD COLUMN refs TEXT;
        CREATE VIRTUAL TABLE thread_search USING fts5(keys, content='', columnsize=0, detail=none, tokenize='ascii');
        """;

    /// <summary>Which rows of <c>content</c> wait to be read; a query has to say it in these very words.</summary>
    public const string IsUnread = "indexed<2";

    /// <summary>What <c>content.indexed</c> says. Of what a former version read, it is not known whether something is attached.</summary>
    public const int Unread = 0, ReadBefore = 1, ReadAlone = 2, ReadWithAttachments = 3;

    const string Attachments = $"""
        DROP INDEX content_unindexed;
        CREATE INDEX content_unread ON content(indexed) WHERE {IsUnread};
        """;
}
