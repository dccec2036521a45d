namespace AcMail.Sqlite;

/// <content>What the reading side needs besides.</content>
static partial class Schema
{
    /// <summary>Which rows of <c>message</c> are in the index of unseen messages; a query has to say it in these very words.</summary>
    public const string IsUnseen = "local_flags & 1 = 0";

    /// <summary>The same for flagged messages.</summary>
    public const string IsFlagged = "local_flags & 4 = 4";

    const string Reading = $"""
        CREATE INDEX message_unseen ON message(internal_date, mailbox_id) WHERE {IsUnseen};
        CREATE INDEX message_flagged ON message(internal_date, mailbox_id) WHERE {IsFlagged};
        """;
}
