using System.Globalization;

namespace AcMail.Testing;

/// <summary>RETR and TOP (RFC 1939 §5, §7).</summary>
static class Pop3Retrieval
{
    const int SliceLength = 32 * 1024;

    public static void Utf8(Pop3Session session, string argument)
    {
        session.TakesUtf8 = true;
        session.Ok("messages are in UTF-8.");
    }

    public static async ValueTask RetrAsync(Pop3Session session, string argument, CancellationToken cancellationToken)
    {
        if (Find(session, argument) is not { } message) return;
        message.IsRetrieved = true;
        session.Ok($"{message.Size} octets.");
        var content = Utf8Wrapping.Content(session, message);
        if (session.Misbehaves(Pop3Misbehaviour.HeaderAlone)) content = content[..TopLength(content.Span, 0)];
        await SendAsync(session, content, cancellationToken).ConfigureAwait(false);
    }

    public static async ValueTask TopAsync(Pop3Session session, string argument, CancellationToken cancellationToken)
    {
        if (argument.Split(' ') is not [var number, var count]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var lines))
        {
            session.Error("TOP needs a message number and a number of lines.");
            return;
        }

        if (Find(session, number) is not { } message) return;
        var content = Utf8Wrapping.Content(session, message);
        session.Ok("This is its top.");
        var top = session.Misbehaves(Pop3Misbehaviour.TopSendsAll) ? content : content[..TopLength(content.Span, lines)];
        await SendAsync(session, top, cancellationToken).ConfigureAwait(false);
    }

    static MaildropMessage? Find(Pop3Session session, string argument)
    {
        if (Pop3Listing.Find(session, argument) is not { } message) return null;
        if (!session.Profile.RefusesRemoved || session.Drop!.Holds(message)) return message;
        session.Error($"Message {message.Number} expunged.");
        return null;
    }

    static async ValueTask SendAsync(Pop3Session session, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var cut = session.Misbehaves(Pop3Misbehaviour.CutMessage);
        if (cut) content = content[..(content.Length / 2)];
        var writer = new MultilineWriter(
            session.Connection, !session.Misbehaves(Pop3Misbehaviour.UnstuffedDots), !session.Misbehaves(Pop3Misbehaviour.BareLineFeeds));
        for (var at = 0; at < content.Length; at += SliceLength)
        {
            // A large message never waits whole in the output.
            if (at > 0) await session.Connection.FlushAsync(cancellationToken).ConfigureAwait(false);
            writer.Write(content[at..Math.Min(at + SliceLength, content.Length)].Span);
        }

        if (cut) session.End();
        else writer.End();
    }

    // The header, the blank line after it, and so many lines of the body.
    static int TopLength(ReadOnlySpan<byte> content, int lines)
    {
        var (at, inBody) = (0, false);
        while (at < content.Length && (!inBody || lines-- > 0))
        {
            var length = content[at..].IndexOf((byte)'\n');
            if (length < 0) return content.Length;
            inBody |= content[at..(at + length)] is [] or [(byte)'\r'];
            at += length + 1;
        }

        return at;
    }
}
