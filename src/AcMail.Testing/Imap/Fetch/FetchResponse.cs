using System.Buffers;

namespace AcMail.Testing;

/// <summary>The untagged FETCH response of one message.</summary>
static class FetchResponse
{
    /// <summary>Writes it; where an item sets <c>\Seen</c>, that is done first, and the new flags are in the response.</summary>
    public static void Write(IBufferWriter<byte> output, ImapSession session, ServerMessage message, IReadOnlyList<FetchItem> items)
    {
        var selected = session.Selected!;
        if (items.Any(i => i.SetsSeen) && SetSeen(session, message) is { } seen)
        {
            message = seen;
            IEnumerable<FetchItem> changed = selected.CondStore ? [FetchItems.Flags, FetchItems.ModSeq] : [FetchItems.Flags];
            items = [.. items, .. changed.Except(items)];
        }

        if (items.Contains(FetchItems.Flags) && (!selected.CondStore || items.Contains(FetchItems.ModSeq))) selected.Acknowledge(message);
        var isRecent = selected.IsRecent(message.Uid) && !session.Enabled("IMAP4rev2");
        var fetched = new FetchedMessage(message, isRecent);
        output.Write("* "u8);
        output.Number(FetchMisconduct.Number(session, selected.NumberOf(message.Uid)));
        output.Write(" FETCH ("u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) output.Write(" "u8);
            if (!FetchMisconduct.Write(output, session, items[i], message)) items[i].Write(output, fetched);
        }

        output.Write(")\r\n"u8);
    }

    static ServerMessage? SetSeen(ImapSession session, ServerMessage message)
    {
        if (session.Selected!.IsReadOnly || message.Flags.Contains(@"\Seen")) return null;
        lock (session.User.Gate)
        {
            var seen = session.Selected.Mailbox.Update(message.Uid, m => m with { Flags = m.Flags.With(@"\Seen") });
            if (seen is not null && session.Has("X-GM-EXT-1")) GmailModel.ShareFlags(session.User, seen);
            return seen;
        }
    }
}
