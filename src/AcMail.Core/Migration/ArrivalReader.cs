using AcMail.Storage;
using MimeKit;

namespace AcMail;

/// <summary>Reads from their headers when the messages came that were collected by POP3 and are given to a server: it lists and searches them by that date.</summary>
sealed class ArrivalReader(IMailStore store, TimeProvider time)
{
    public async Task<IReadOnlyList<MigratedMessage>> ReadAsync(IReadOnlyList<MigratedMessage> matched, CancellationToken cancellationToken)
    {
        var ledger = (await store.Maildrop.GetAsync(cancellationToken).ConfigureAwait(false)).Entries.Select(e => e.Content).OfType<ContentKey>().ToHashSet();
        var dated = new List<MigratedMessage>(matched.Count);
        foreach (var one in matched)
        {
            var message = one.Message;
            var isMeant = one.At is null && !message.IsPartial && ArrivalDate.IsOfDownload(message.InternalDate, ledger.Contains(message.Content));
            dated.Add(isMeant ? one with { Message = message with { Arrival = await ReadAsync(message.Content, cancellationToken).ConfigureAwait(false) } } : one);
        }

        return dated;
    }

    async Task<DateTimeOffset?> ReadAsync(ContentKey key, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = new MemoryStream(await HeldHeaders.ReadHeadAsync(store.Content, key, cancellationToken).ConfigureAwait(false));
            var headers = await new MimeParser(stream, MimeFormat.Entity).ParseHeadersAsync(cancellationToken).ConfigureAwait(false);
            return ArrivalDate.Find(headers[HeaderId.Received], headers[HeaderId.Date], time.GetUtcNow());
        }
        catch (Exception e) when (e is FormatException or MailException)
        {
            // What is damaged is told when it is to be sent.
            return null;
        }
    }
}
