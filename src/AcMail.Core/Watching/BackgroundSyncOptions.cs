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

    /// <summary>
    /// How often the messages that wait in the outboxes are sent, as by <see cref="IMailSender.FlushAsync"/>; the first time when the host starts. 1 minute to 1
    /// day. A message to which the server said “later” is left alone for 5 minutes at least, and twice as long each time, up to an hour. Copies that are owed are
    /// filed by each synchronisation in any case.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nothing is sent unless somebody asks for it.</value>
    public TimeSpan? FlushOutboxEvery { get; set; }

    /// <summary>
    /// How often the bytes of deleted messages are given back, as by <see cref="Storage.IStoreMaintenance.CompactAsync"/>: after that they cannot be had again,
    /// unless a server has them. 1 hour to 30 days; the first time 10 minutes after the host starts. An account that is busy is tried again each minute, ten times.
    /// </summary>
    /// <value>The default is <see langword="null"/>: they stay.</value>
    public TimeSpan? CompactEvery { get; set; }
}
