using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>
/// Sends the flags that were changed here to the selected mailbox: written down as under way, sent, written down as sent or refused. The last is not waited
/// for; until it is durable, it is uncertain what became of them.
/// </summary>
sealed class MarkPlayer(IMailStore store, ReplicaWriter writer, SyncPass pass, Func<Exception, MailFailure> classify)
{
    /// <summary>A STORE that is refused is tried flag by flag and in halves, so that one message does not stand in the way of others; so many refusals prove it for all.</summary>
    const int RefusalsBelieved = 8;

    /// <summary>Writes down that <paramref name="marks"/> are about to be sent, which is to be durable before they are.</summary>
    public async Task AnnounceAsync(string mailbox, IReadOnlyList<StoredMark> marks, CancellationToken cancellationToken)
    {
        var announced = MarkPlanner.Announce(mailbox, marks);
        if (announced.Count > 0) await store.CommitAsync(announced, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plays <paramref name="marks"/>, which were announced, and returns what the server has taken.</summary>
    public async Task<IReadOnlyList<MarksSent>> PlayAsync(
        ImapFolder folder, IReadOnlyList<StoredMark> marks, MailboxTally tally, CancellationToken cancellationToken)
    {
        var plan = MarkPlanner.Plan(marks, flag => ImapFlags.Keeps(folder, flag));
        var (sent, refused) = (new List<MarksSent>(), plan.Refused.Select(r => Refuse(r, null)).ToList());
        foreach (var command in plan.Stores)
        {
            var refusals = 0;
            await SendAsync(command).ConfigureAwait(false);

            async Task SendAsync(FlagStore part)
            {
                if (await TrySendAsync(folder, part, cancellationToken).ConfigureAwait(false) is not { } failure)
                {
                    sent.Add(Sent(part));
                }
                else if (TransferFailures.IsWorthWaiting(failure))
                {
                    pass.AddProblem(tally, Name(part.Uids), MarkFailures.Waiting(tally.Name, part, failure), (int)part.Uids.Count);
                }
                else if (part.Flags.Split().ToList() is { Count: > 1 } flags)
                {
                    // A keyword that is one too many must not take along that the message was read.
                    foreach (var flag in flags) await SendAsync(part with { Flags = flag }).ConfigureAwait(false);
                }
                else if (part.Uids.Count == 1 || refusals >= RefusalsBelieved)
                {
                    refusals++;
                    refused.Add(Refuse(part, failure.ServerReply));
                }
                else
                {
                    foreach (var half in part.Uids.ChunksDescending((int)(part.Uids.Count + 1) / 2))
                        await SendAsync(part with { Uids = half }).ConfigureAwait(false);
                }
            }
        }

        foreach (var change in sent.Concat<StoreChange>(refused)) await writer.PostAsync(change, CancellationToken.None).ConfigureAwait(false);
        if (sent.Count + refused.Count > 0) await writer.HastenAsync(CancellationToken.None).ConfigureAwait(false);
        return sent;

        MarksSent Sent(FlagStore part) => new(
            tally.Name, folder.UidValidity, part.Uids, part.Adds ? part.Flags : default, part.Adds ? default : part.Flags);

        MarksRefused Refuse(FlagStore part, string? reply)
        {
            var failure = folder.Access == FolderAccess.ReadWrite
                ? MarkFailures.NotKept(tally.Name, part, reply)
                : MarkFailures.ReadOnly(tally.Name, part);
            pass.AddProblem(tally, Name(part.Uids), failure, (int)part.Uids.Count);
            return new(tally.Name, folder.UidValidity, part.Uids, part.Flags);
        }
    }

    async Task<MailFailure?> TrySendAsync(ImapFolder folder, FlagStore part, CancellationToken cancellationToken)
    {
        var request = new StoreFlagsRequest(
            part.Adds ? StoreAction.Add : StoreAction.Remove, ImapFlags.To(part.Flags.System), part.Flags.Keywords) { Silent = true };
        try
        {
            await folder.StoreAsync(UidSets.To(folder, part.Uids), request, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ImapCommandException e)
        {
            return classify(e);
        }
    }

    static string? Name(UidSet uids) => uids.Count == 1 ? uids.ToString() : null;
}
