namespace AcMail;

/// <summary>
/// What moving an account over to IMAP does. A message without a Message-ID that both sides have counts as an upload and a download, since only its download
/// tells what it is; it is not uploaded then.
/// </summary>
/// <param name="Account">The account's registered name.</param>
/// <param name="Mailboxes">The mailboxes as the server will have them.</param>
/// <param name="Incomplete">
/// The messages, by <see cref="MessageInfo.Id"/>, of which only the header is held and which the server does not have any more, or does not give out. While
/// there are any, nothing is moved over: they can be given to nobody.
/// </param>
public sealed record MigrationPlan(string Account, IReadOnlyList<MigratedMailbox> Mailboxes, IReadOnlyList<long> Incomplete)
{
    /// <summary>
    /// The messages that the server did not give out, so that nobody can tell whether they are held; they count as downloads. A message that may be one of
    /// them counts as an upload, and is not sent before that is known. And, without <see cref="SyncProblem.Uid"/>, the new mailboxes whose names most servers
    /// refuse: what is in those stays here until they have other names.
    /// </summary>
    public IReadOnlyList<SyncProblem> Problems { get; init; } = [];
}

/// <summary>What moving over does about one mailbox.</summary>
/// <param name="Name">Its name on the server.</param>
/// <param name="IsNew">Whether it is created there.</param>
public sealed record MigratedMailbox(string Name, bool IsNew)
{
    /// <summary>How many messages of the server are held and only linked.</summary>
    public int Linked { get; init; }

    /// <summary>How many messages the server moves here from its inbox, since they were filed here.</summary>
    public int Moved { get; init; }

    /// <summary>How many messages are only here, and are given to the server.</summary>
    public int Uploads { get; init; }

    /// <summary>Their bytes.</summary>
    public long UploadBytes { get; init; }

    /// <summary>How many of them the server has under the same Message-ID in other bytes: both forms are kept.</summary>
    public int Alike { get; init; }

    /// <summary>How many messages are only on the server, and are downloaded.</summary>
    public int Downloads { get; init; }

    /// <summary>Their bytes.</summary>
    public long DownloadBytes { get; init; }
}

/// <summary>What became of moving over.</summary>
/// <param name="Plan">What was found to be done; <see langword="null"/> where it did not come to that.</param>
/// <param name="Sync">The synchronisation, which uploads and downloads.</param>
public sealed record MigrationReport(MigrationPlan? Plan, SyncReport Sync);
