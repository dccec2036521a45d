using System.Buffers;
using System.Collections.Frozen;

namespace AcMail.Testing;

/// <summary>The items without arguments, and the macros (RFC 9051 §6.4.5).</summary>
static class FetchItems
{
    public static readonly FetchItem Uid = FetchItem.Named("UID", (o, m) => o.Number(m.Message.Uid));

    public static readonly FetchItem Flags = FetchItem.Named("FLAGS", (o, m) => o.Flags(m.Message.Flags, m.IsRecent));

    public static readonly FetchItem ModSeq = FetchItem.Named("MODSEQ", WriteModSeq, "CONDSTORE");

    public static readonly FetchItem Labels = FetchItem.Named("X-GM-LABELS", WriteLabels, "X-GM-EXT-1");

    static readonly FetchItem InternalDate = FetchItem.Named(
        "INTERNALDATE", (o, m) => o.Text($"\"{ImapDate.Format(m.Message.InternalDate)}\""));

    static readonly FetchItem Size = FetchItem.Named("RFC822.SIZE", (o, m) => o.Number(m.Message.Size));

    static readonly FetchItem EnvelopeItem = FetchItem.Named("ENVELOPE", (o, m) => Envelope.Write(o, m.Structure));

    static readonly FetchItem Body = FetchItem.Named("BODY", (o, m) => BodyStructure.Write(o, m.Structure, extended: false));

    static readonly FrozenDictionary<string, FetchItem> ByName = new[]
    {
        Uid, Flags, ModSeq, Labels, InternalDate, Size, EnvelopeItem, Body,
        FetchItem.Named("BODYSTRUCTURE", (o, m) => BodyStructure.Write(o, m.Structure, extended: true)),
        FetchItem.Named("RFC822", (o, m) => o.String(m.Message.Content.Span), setsSeen: true),
        FetchItem.Named("RFC822.HEADER", (o, m) => o.String(Header(m).Span)),
        FetchItem.Named("RFC822.TEXT", (o, m) => o.String(m.Message.Content.Span[Header(m).Length..]), setsSeen: true),
        FetchItem.Named("EMAILID", (o, m) => o.Text($"({m.Message.EmailId})"), "OBJECTID"),
        FetchItem.Named("THREADID", (o, m) => o.Text($"({MessageIdentity.ThreadId(m.Structure)})"), "OBJECTID"),
        FetchItem.Named("X-GM-MSGID", (o, m) => o.Number(MessageIdentity.GmailId(m.Message.EmailId)), "X-GM-EXT-1"),
        FetchItem.Named("X-GM-THRID", (o, m) => o.Number(MessageIdentity.GmailThread(m.Structure)), "X-GM-EXT-1"),
    }.ToFrozenDictionary(i => i.Name, StringComparer.OrdinalIgnoreCase);

    static readonly FrozenDictionary<string, IReadOnlyList<FetchItem>> Macros = new Dictionary<string, IReadOnlyList<FetchItem>>
    {
        ["ALL"] = [Flags, InternalDate, Size, EnvelopeItem],
        ["FAST"] = [Flags, InternalDate, Size],
        ["FULL"] = [Flags, InternalDate, Size, EnvelopeItem, Body],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<FetchItem>? FindMacro(string name) => Macros.GetValueOrDefault(name);

    public static FetchItem? Find(string name) => ByName.GetValueOrDefault(name);

    static ReadOnlyMemory<byte> Header(FetchedMessage message) =>
        message.Message.Content[..MessageStructure.HeaderLength(message.Message.Content.Span)];

    static void WriteModSeq(IBufferWriter<byte> output, FetchedMessage message)
    {
        output.Write("("u8);
        output.Number(message.Message.ModSeq);
        output.Write(")"u8);
    }

    static void WriteLabels(IBufferWriter<byte> output, FetchedMessage message)
    {
        var labels = message.Message.Labels.Select(l => l.StartsWith('\\') ? ImapText.String(l) : ImapMailboxName.Encode(l, utf8: false));
        output.Text($"({string.Join(' ', labels)})");
    }
}
