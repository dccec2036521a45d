using System.Runtime.CompilerServices;
using AcMail.Storage;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Follows what is committed to the store, while the account is watched.</summary>
static class ChangeFollower
{
    const int ChangesAtOnce = 256;

    /// <summary>The store remembers what there is to tell, so that whoever takes their time holds up nobody and costs nothing.</summary>
    public static async IAsyncEnumerable<MailChange> FollowAsync(
        AccountWatch watch, Func<CancellationToken, ValueTask<IMailStore>> openStore, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var store = await openStore(cancellationToken).ConfigureAwait(false);
        var revision = await store.Reader.GetRevisionAsync(cancellationToken).ConfigureAwait(false);
        var watching = watch.Join();
        await using var leaving = watching.ConfigureAwait(false);
        WatchReported? told = null;
        while (true)
        {
            var next = watch.Changed.Next;
            // After it was taken: the end beats once, and nothing comes after that.
            watch.ThrowIfDisposed();
            // Taken before, so that everything is told that the pass had committed.
            var standing = watch.Standing;
            for (var more = true; more;)
            {
                var page = await store.Reader.GetChangesAsync(revision, ChangesAtOnce, cancellationToken).ConfigureAwait(false);
                if (page.IsBehind) yield return new ChangesMissed();
                foreach (var change in page.Changes) yield return change;
                (revision, more) = (page.Revision, page.HasMore);
            }

            if (standing is not null && !ReferenceEquals(standing, told)) yield return told = standing;
            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
