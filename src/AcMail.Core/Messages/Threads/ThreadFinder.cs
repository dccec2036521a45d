using AcMail.Storage;

namespace AcMail;

/// <summary>Finds the conversation of a message, by asking for what is related until nothing new comes.</summary>
static class ThreadFinder
{
    const int EnoughMessages = 1000, MostAtOnce = 2000, MostRounds = 32;

    /// <exception cref="MailException"><see cref="MailErrorKind.MessageNotFound"/>, or the store cannot be read.</exception>
    public static async ValueTask<MailThread> FindAsync(IReplicaReader reader, long id, CancellationToken cancellationToken)
    {
        var message = await reader.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new MailException(ReplicaFailures.NoMessage(id));
        var known = new Dictionary<long, MessageInfo> { [id] = message.Info };
        var asked = new HashSet<long>();
        var roots = ThreadPlanner.Arrange(known.Values);
        var thread = ThreadPlanner.Find(roots, id);
        for (var round = 0; round < MostRounds && thread.Count < EnoughMessages; round++)
        {
            var keys = ThreadPlanner.NextKeys(thread, roots, asked);
            if (keys.Count == 0) break;
            asked.UnionWith(keys);
            foreach (var related in await reader.GetRelatedAsync(keys, MostAtOnce, cancellationToken).ConfigureAwait(false)) known[related.Id] = related;
            roots = ThreadPlanner.Arrange(known.Values);
            thread = ThreadPlanner.Find(roots, id);
        }

        return ThreadPlanner.Describe(thread);
    }
}
