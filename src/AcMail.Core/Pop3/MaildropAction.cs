namespace AcMail;

/// <summary>What is done with a message of a maildrop.</summary>
public enum MaildropAction
{
    /// <summary>It stays as it is.</summary>
    Leave,

    /// <summary>All of it is fetched (RETR).</summary>
    Fetch,

    /// <summary>Its header is fetched (TOP).</summary>
    FetchHeader,

    /// <summary>Its header is fetched and compared with what is held under its unique-id (TOP).</summary>
    Compare,

    /// <summary>It is deleted from the server (DELE).</summary>
    Delete,
}
