using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>A mailbox of a <see cref="ReplicaImapClient"/>, which remembers whether the server told of changes that nobody has looked at.</summary>
sealed class ReplicaImapFolder(ImapFolderConstructorArgs args, StrayLines lines, IContentStore content) : OpenableImapFolder(args)
{
    ulong _seen;
    volatile bool _told;

    /// <summary>Called as soon as the server tells of a change, on the task that reads from it.</summary>
    public Action? Noticed { get; set; }

    /// <summary>Whether something may have changed since <see cref="Look"/>. What is told in the middle of a FETCH shows by its mod-sequence alone.</summary>
    public bool HasNews => _told || HighestModSeq > _seen;

    /// <summary>Forgets UIDNEXT, without which counters prove nothing.</summary>
    public void ForgetStatus() => UidNext = null;

    /// <summary>Takes what is known now as looked at: the mailbox was just selected.</summary>
    public void Look() => (_told, _seen) = (false, HighestModSeq);

    public override Task<IList<IMessageSummary>> FetchAsync(IList<UniqueId> uids, IFetchRequest request, CancellationToken cancellationToken = default) =>
        ReadAsync(base.FetchAsync(uids, request, cancellationToken));

    public override Task<IList<IMessageSummary>> FetchAsync(IList<int> indexes, IFetchRequest request, CancellationToken cancellationToken = default) =>
        ReadAsync(base.FetchAsync(indexes, request, cancellationToken));

    public override Task<IList<IMessageSummary>> FetchAsync(int min, int max, IFetchRequest request, CancellationToken cancellationToken = default) =>
        ReadAsync(base.FetchAsync(min, max, request, cancellationToken));

    /// <summary>Hands each message over once what follows it shows that it was not cut off: the length that was announced may be too small.</summary>
    public override async Task GetStreamsAsync(
        IList<UniqueId> uids, ImapFetchStreamAsyncCallback callback, CancellationToken cancellationToken = default, ITransferProgress? progress = null)
    {
        (int Index, UniqueId Uid, ReceivingStream Stream)? latest = null;
        var received = 0;
        lines.Forget();
        try
        {
            await base.GetStreamsAsync(uids, OnReceivedAsync, cancellationToken, progress).ConfigureAwait(false);
            await HandOverAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!ImapLink.IsUnreadable(e))
        {
            // Where the connection broke before the end of its response, nobody knows what was to follow.
            if (lines.Ended >= received) await HandOverAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
        finally
        {
            if (latest is { } doubtful) await doubtful.Stream.DisposeAsync().ConfigureAwait(false);
        }

        async Task OnReceivedAsync(ImapFolder folder, int index, UniqueId uid, Stream stream, CancellationToken token)
        {
            await HandOverAsync(token).ConfigureAwait(false);
            latest = (index, uid, ((ReceivingStream)stream).Move());
            received++;
        }

        async Task HandOverAsync(CancellationToken token)
        {
            if (latest is not { } whole) return;
            if (lines.WereSeen) throw new ImapProtocolException("More octets came than were announced.");
            latest = null;
            await using var handedOver = whole.Stream.ConfigureAwait(false);
            await callback(this, whole.Index, whole.Uid, whole.Stream, token).ConfigureAwait(false);
        }
    }

    protected override void OnOpened()
    {
        if (UidValidity == 0) UidValidity = ImapPlanner.NoUidValidity;
        // Some servers name nothing but \* and keep all; MailKit sends no flag that is not permanent. Whether it is kept is looked at once it was sent.
        if (PermanentFlags == MessageFlags.UserDefined && PermanentKeywords.Count == 0) PermanentFlags |= ImapFlags.Settable;
        base.OnOpened();
    }

    protected override Stream CreateStream(UniqueId? uid, string section, int offset, int length) => new ReceivingStream(length, content);

    protected override void OnCountChanged()
    {
        base.OnCountChanged();
        Notice();
    }

    protected override void OnMessageExpunged(MessageEventArgs args)
    {
        base.OnMessageExpunged(args);
        Notice();
    }

    protected override void OnMessagesVanished(MessagesVanishedEventArgs args)
    {
        base.OnMessagesVanished(args);
        if (!args.Earlier) Notice();
    }

    protected override void OnMessageFlagsChanged(MessageFlagsChangedEventArgs args)
    {
        base.OnMessageFlagsChanged(args);
        Notice();
    }

    static async Task<IList<IMessageSummary>> ReadAsync(Task<IList<IMessageSummary>> answer)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // MailKit takes an INTERNALDATE outside the calendar for a mistake of ours. With the cause inside, it would pass for a lost connection.
            throw new ImapProtocolException(e.Message);
        }
    }

    void Notice()
    {
        _told = true;
        Noticed?.Invoke();
    }
}
