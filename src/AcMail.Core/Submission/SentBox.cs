using IMailStore = AcMail.Storage.IMailStore;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;

namespace AcMail;

/// <summary>The server's mailbox for sent messages, opened on one connection.</summary>
sealed class SentBox(ImapClient client, IMailFolder folder)
{
    uint _searched;
    int _known = -1;

    public static async Task<SentBox> OpenAsync(
        ImapClient client, ImapSettings settings, IMailStore store, CancellationToken cancellationToken)
    {
        var folder = await SentMailbox.FindAsync(client, settings, store, cancellationToken).ConfigureAwait(false);
        await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
        return new(client, folder);
    }

    public bool BelongsTo(ImapClient other) => ReferenceEquals(client, other) && client.IsConnected && folder.IsOpen;

    /// <summary>Files <paramref name="message"/>, unless the server has done so itself.</summary>
    public async Task FileAsync(OutgoingMessage message, bool wasTried, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(message, wasTried, cancellationToken).ConfigureAwait(false)) return;
        var request = new AppendRequest(message.Parsed, MessageFlags.Seen);
        var uid = await folder.AppendAsync(FormatOptions.Default, request, cancellationToken).ConfigureAwait(false);
        if (uid is { } own) _searched = Math.Max(_searched, own.Id);
        _known = folder.Count;
    }

    /// <summary>
    /// Only what came after our own last copy can be the server's copy of this message: where nothing did, there is no need to search. One of our own that was
    /// taken unheard may be older.
    /// </summary>
    async Task<bool> IsThereAsync(OutgoingMessage message, bool wasTried, CancellationToken cancellationToken)
    {
        await client.NoOpAsync(cancellationToken).ConfigureAwait(false);
        if (!wasTried && folder.Count == _known) return false;
        SearchQuery query = SearchQuery.HeaderContains("Message-Id", message.MessageIdField);
        if (!wasTried && _searched > 0) query = query.And(SearchQuery.Uids(new UniqueIdRange(new UniqueId(_searched + 1), UniqueId.MaxValue)));
        var found = await folder.SearchAsync(query, cancellationToken).ConfigureAwait(false);
        return found.Count > 0;
    }
}
