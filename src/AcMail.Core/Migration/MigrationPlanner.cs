using AcMail.Storage;

namespace AcMail;

/// <summary>A message of the server.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="UidValidity">Its UIDVALIDITY.</param>
/// <param name="Details">What FETCH tells of it.</param>
/// <param name="Content">The content that is held of it; <see langword="null"/> for none.</param>
sealed record FoundMessage(string Mailbox, uint UidValidity, MessageDetails Details, ContentKey? Content)
{
    /// <summary>Why nobody can tell what is held of it; <see langword="null"/> where the server gave out what tells.</summary>
    public MailFailure? NotGivenOut { get; init; }
}

/// <summary>What becomes of a local message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Target">The mailbox of the server where it belongs.</param>
/// <param name="At">The message of the server that it is; <see langword="null"/> where the server has not got it.</param>
sealed record MigratedMessage(LocalMessage Message, string Target, FoundMessage? At);

/// <summary>Brings together what is held of a POP3 account and what the server has. Pure: values in, values out.</summary>
static class MigrationPlanner
{
    /// <summary>
    /// What becomes of each local message. A message of the server is no more than one of them. Filed here and still in the inbox there, it is moved there;
    /// where it was filed there, it goes there here: somebody did that.
    /// </summary>
    public static IReadOnlyList<MigratedMessage> Match(MigrationRoutes routes, IReadOnlyList<LocalMessage> local, IReadOnlyList<FoundMessage> found)
    {
        var free = found.Where(f => f.Content is not null).GroupBy(f => f.Content!.Value).ToDictionary(g => g.Key, g => g.ToList());
        var at = new Dictionary<long, FoundMessage>();
        // Whoever is where it belongs keeps its place; only then the others look for one.
        foreach (var isFitting in (Func<LocalMessage, FoundMessage, bool>[])
            [(m, f) => f.Mailbox == routes.Targets[m.Mailbox], (_, f) => f.Mailbox == routes.Inbox, (_, _) => true])
        {
            foreach (var message in local.Where(m => !at.ContainsKey(m.Id)))
            {
                if (!free.TryGetValue(message.Content, out var places) || places.Find(f => isFitting(message, f)) is not { } place) continue;
                places.Remove(place);
                at[message.Id] = place;
            }
        }

        return [.. local.Select(m => new MigratedMessage(m, TargetOf(m, at.GetValueOrDefault(m.Id), routes), at.GetValueOrDefault(m.Id)))];
    }

    public static MigrationPlan Tell(
        string account, MigrationRoutes routes, IReadOnlyList<MigratedMessage> matched, IReadOnlyList<FoundMessage> found)
    {
        var onServer = found.Where(f => f.Content is null && f.Details.MessageId.Length > 0).Select(f => f.Details.MessageId).ToHashSet(StringComparer.Ordinal);
        var byMailbox = found.ToLookup(f => f.Mailbox);
        var byTarget = matched.ToLookup(m => m.Target);
        var names = routes.Targets.Values.Concat(routes.New).Concat(byTarget.Select(g => g.Key)).Concat(byMailbox.Select(g => g.Key)).Distinct();
        return new(
            account, [.. names.Select(n => Tell(n)).Where(m => m.IsNew || m.Linked + m.Moved + m.Uploads + m.Downloads > 0)],
            [.. matched.Where(m => m is { At: null, Message.IsPartial: true }).Select(m => m.Message.Id)])
        {
            Problems =
            [
                .. found.Where(f => f.NotGivenOut is not null).Select(f => new SyncProblem(f.Mailbox, $"{f.Details.Uid}", f.NotGivenOut!)),
                .. DoubtfulNames.Find(routes.New, routes.Delimiter).Select(n => new SyncProblem(n, null, MigrationFailures.DoubtfulName(n))),
            ],
        };

        MigratedMailbox Tell(string name)
        {
            var uploads = byTarget[name].Where(m => m is { At: null, Message.IsPartial: false }).Select(m => m.Message).ToList();
            var downloads = byMailbox[name].Where(f => f.Content is null).ToList();
            return new(name, routes.New.Contains(name))
            {
                Linked = byMailbox[name].Count(f => f.Content is not null),
                Moved = byTarget[name].Count(m => m.At is { } place && place.Mailbox != name),
                Uploads = uploads.Count,
                UploadBytes = uploads.Sum(u => u.Size),
                Alike = uploads.Count(u => onServer.Contains(u.MessageId)),
                Downloads = downloads.Count,
                DownloadBytes = downloads.Sum(d => d.Details.Size),
            };
        }
    }

    /// <summary>
    /// The one commit that moves the account over: local messages become messages that may be on the server, new mailboxes such as were created here, and what
    /// was found is there. What was not found is looked for by the next pass before it is sent.
    /// </summary>
    public static IEnumerable<StoreChange> Fold(MigrationRoutes routes, IReadOnlyList<MigratedMessage> matched, IReadOnlyList<FoundMessage> found)
    {
        var created = routes.New.ToHashSet(StringComparer.Ordinal);
        var hidden = found.Where(f => f.NotGivenOut is not null).ToList();
        foreach (var (message, target, at) in matched)
            yield return new MessageOffered(message.Id, target)
            {
                MayBeIn = at?.Mailbox ?? HiddenIn(message, target, hidden) ?? (created.Contains(target) ? null : target),
            };
        foreach (var name in routes.New)
        {
            // The store took a local mailbox for one of the server's, with the messages that are offered by now.
            yield return new MailboxListed(name, routes.Delimiter, MailboxRole.None, true);
            yield return new MailboxUnlisted(name);
            yield return new MailboxCreated(name, routes.Delimiter);
        }

        var sizes = matched.Where(m => m.Message.IsPartial).GroupBy(m => m.Message.Content).ToDictionary(g => g.Key, g => g.First().Message.Size);
        foreach (var one in found)
            if (one.Content is { } content) yield return Added(one, content, sizes.TryGetValue(content, out var whole) ? whole : null);
    }

    /// <summary>The mailbox with a message that the server did not give out and that may be this one: it is not sent before that is known.</summary>
    static string? HiddenIn(LocalMessage message, string target, List<FoundMessage> hidden) => hidden
        .Where(f => f.Details.Size == message.Size).Select(f => f.Mailbox).OrderByDescending(m => m == target).FirstOrDefault();

    static MessageAdded Added(FoundMessage one, ContentKey content, long? wholeSize)
    {
        var details = one.Details;
        return new(one.Mailbox, one.UidValidity, details.Uid, content, details.Flags, details.ModSeq, details.InternalDate, MessageHeaders.None)
        {
            EmailId = details.EmailId,
            HeaderOf = wholeSize is { } size ? new(ImapPlaces.Name(one.Mailbox, one.UidValidity, details.Uid), size) : null,
        };
    }

    static string TargetOf(LocalMessage message, FoundMessage? at, MigrationRoutes routes) =>
        at is null || at.Mailbox == routes.Inbox ? routes.Targets[message.Mailbox] : at.Mailbox;
}
