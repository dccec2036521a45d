using AcMail.Storage;

namespace AcMail;

/// <summary>Finds the conversation of a message, by asking for what is related until nothing new comes.</summary>
static class ThreadFinder
{
    /// <summary>Of how many messages a conversation may be to be told as a whole.</summary>
    public const int MostMessages = 10_000;

    // Others than those of the conversation are met on the way.
    const int MostKnown = 2 * MostMessages, MostRounds = 500;

    /// <exception cref="MailException"><see cref="MailErrorKind.MessageNotFound"/>, or the store cannot be read.</exception>
    public static async ValueTask<MailThread> FindAsync(IReplicaReader reader, long id, CancellationToken cancellationToken)
    {
        var message = await reader.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new MailException(ReplicaFailures.NoMessage(id));
        var known = new Dictionary<long, MessageInfo> { [id] = message.Info };
        var asked = new HashSet<long>();
        for (var round = 0; ; round++)
        {
            var roots = ThreadPlanner.Arrange(known.Values);
            var thread = ThreadPlanner.Find(roots, id);
            var (keys, isBelow) = ThreadPlanner.NextKeys(thread, roots, asked);
            var isPart = known.Count >= MostKnown || thread.Count > MostMessages || round == MostRounds;
            if (isPart || keys.Count == 0) return ThreadPlanner.Describe(thread) with { IsPart = isPart };
            await FollowAsync(reader, keys, isBelow, known, asked, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for messages, and for what these refer to or what refers to them, to the end: arranging all that is known costs more than asking.</summary>
    static async ValueTask FollowAsync(
        IReplicaReader reader, IReadOnlyCollection<long> keys, bool isBelow, Dictionary<long, MessageInfo> known, HashSet<long> asked,
        CancellationToken cancellationToken)
    {
        while (keys.Count > 0 && known.Count < MostKnown)
        {
            asked.UnionWith(keys);
            var further = new HashSet<long>();
            foreach (var related in await reader.GetRelatedAsync(keys, MostKnown, cancellationToken).ConfigureAwait(false))
                if (known.TryAdd(related.Id, related)) further.UnionWith(ThreadPlanner.KeysAround(related.Headers, isBelow));
            further.ExceptWith(asked);
            keys = further;
        }
    }
}
