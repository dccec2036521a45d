namespace AcMail;

/// <summary>How accounts are kept up to date in the background.</summary>
public sealed class BackgroundSyncOptions
{
    /// <summary>The names of the accounts.</summary>
    /// <value>The default, where the list is empty, is all that are registered.</value>
    public IList<string> Accounts { get; set; } = [];

    /// <summary>
    /// How many accounts are read for the first time at once, and how many log in to one server at once. 1 or more. An IMAP account that takes longer than 30 s
    /// lets in others that wait, and goes on after them where it stopped.
    /// </summary>
    /// <value>The default is 8.</value>
    public int AccountsAtOnce { get; set; } = 8;
}
