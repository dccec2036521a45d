namespace AcMail.Sqlite;

/// <content>What was done here and the server does not know yet.</content>
static partial class Schema
{
    /// <summary>Which rows of <c>message</c> have flags that the server is not known to have; a query has to say it in these very words.</summary>
    public const string IsMarked = "(local_flags<>base_flags OR local_keywords<>base_keywords OR uncertain_flags<>0 OR uncertain_keywords<>'')";

    const string Intents = $"""
        ALTER TABLE message ADD COLUMN uncertain_flags INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE message ADD COLUMN uncertain_keywords TEXT NOT NULL DEFAULT '';
        CREATE INDEX message_marked ON message(mailbox_id) WHERE {IsMarked};
        """;
}
