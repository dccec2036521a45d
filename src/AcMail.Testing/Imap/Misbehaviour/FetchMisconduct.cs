using System.Buffers;
using System.Globalization;
using System.Text;

namespace AcMail.Testing;

/// <summary>What FETCH may get wrong.</summary>
static class FetchMisconduct
{
    static ReadOnlySpan<byte> Capability => "CAPABILITY"u8;

    /// <summary>Whether the command ends in NO at <paramref name="uid"/>.</summary>
    public static bool Fails(ImapSession session, uint uid, FetchRequest request) =>
        IsFirst(session, uid) && request.Items.Any(i => i.IsOctets) && session.Misbehaves(ImapMisbehaviour.FetchFails);

    /// <summary>Whether the connection ends at <paramref name="uid"/>.</summary>
    public static bool HangsUp(ImapSession session, uint uid, FetchRequest request) =>
        IsFirst(session, uid) && request.Items.Any(i => i.IsOctets) && session.Misbehaves(ImapMisbehaviour.FetchHangsUp);

    public static IReadOnlyList<uint> Order(ImapSession session, IReadOnlyList<uint> uids) =>
        uids.Count > 1 && session.Misbehaves(ImapMisbehaviour.FetchUnordered) ? [.. uids.Reverse()] : uids;

    public static bool Skips(ImapSession session, int index) => index % 2 == 1 && session.Misbehaves(ImapMisbehaviour.FetchSkips);

    public static IReadOnlyList<FetchItem> Items(ImapSession session, IReadOnlyList<FetchItem> items) =>
        items.Count > 1 && items.Contains(FetchItems.Uid) && session.Misbehaves(ImapMisbehaviour.FetchUidLast)
            ? [.. items.Where(i => i != FetchItems.Uid), FetchItems.Uid]
            : items;

    /// <summary>The message number that is told.</summary>
    public static uint Number(ImapSession session, uint number) =>
        session.Misbehaves(ImapMisbehaviour.FetchWrongNumbers) ? number + 1 : number;

    /// <summary>Writes an item wrongly; returns whether it did.</summary>
    public static bool Write(IBufferWriter<byte> output, ImapSession session, FetchItem item, ServerMessage message)
    {
        switch (item)
        {
            case { Name: "RFC822.SIZE" } when session.Misbehaves(ImapMisbehaviour.SizesEstimated):
                output.Text($"RFC822.SIZE {message.Size + 17}");
                return true;
            case { Name: "MODSEQ" } when session.Misbehaves(ImapMisbehaviour.ModSeqNegative):
                output.Text("MODSEQ (-1)");
                return true;
            case { IsOctets: true } when IsFirst(session, message.Uid) && session.Misbehaves(ImapMisbehaviour.FetchUnreadable):
                output.Text("BODY[] NIL");
                return true;
            case { IsOctets: true } when IsFirst(session, message.Uid) && session.Misbehaves(ImapMisbehaviour.FetchGarbled):
                output.Text("BODY[] {many}");
                return true;
            case { IsOctets: true } when IsFirst(session, message.Uid) && session.Misbehaves(ImapMisbehaviour.LiteralTooShort):
                var octets = message.Content.Span;
                output.Text(string.Create(CultureInfo.InvariantCulture, $"BODY[] {{{octets.Length / 2}}}\r\n"));
                output.Write(octets);
                return true;
            case { Name: "FLAGS" } when IsFirst(session, message.Uid) && session.Misbehaves(ImapMisbehaviour.FlagsGarbled):
                output.Text("FLAGS {many}");
                return true;
            case { Name: "ENVELOPE" } when session.Misbehaves(ImapMisbehaviour.AddressesMissing):
                output.Text("ENVELOPE ");
                Envelope.Write(output, new FetchedMessage(message, false).Structure, namesMissing: true);
                return true;
            case { Name: "ENVELOPE" } when session.Misbehaves(ImapMisbehaviour.QuotesUnescaped):
                var right = new ArrayBufferWriter<byte>();
                item.Write(right, new FetchedMessage(message, false));
                output.Text(Encoding.UTF8.GetString(right.WrittenSpan).Replace("\\\"", "\"", StringComparison.Ordinal));
                return true;
            default:
                return false;
        }
    }

    /// <summary>What becomes of a response line once it is written from <paramref name="start"/> on.</summary>
    public static void Spoil(ArrayBufferWriter<byte> output, ImapSession session, int start)
    {
        if (session.Misbehaves(ImapMisbehaviour.FetchRepeats)) output.Write(output.WrittenSpan[start..].ToArray());
        if (session.Misbehaves(ImapMisbehaviour.FetchMalformed)) output.Text("* FETCH (UID FLAGS \\Seen))\r\n");
        if (session.AskedCapabilities || !session.MayMisbehave(ImapMisbehaviour.CapabilityCorrupts)) return;
        if (output.WrittenSpan[start..].IndexOf(Capability) is var at and >= 0 && session.Misbehaves(ImapMisbehaviour.CapabilityCorrupts))
            Insert(output, start + at + Capability.Length, " XAPPLELITERAL"u8);
    }

    // Literals are longer than they say then.
    static void Insert(ArrayBufferWriter<byte> output, int at, ReadOnlySpan<byte> octets)
    {
        var written = output.WrittenSpan.ToArray();
        output.ResetWrittenCount();
        output.Write(written.AsSpan(0, at));
        output.Write(octets);
        output.Write(written.AsSpan(at));
    }

    static bool IsFirst(ImapSession session, uint uid) => session.Selected!.NumberOf(uid) == 1;
}
