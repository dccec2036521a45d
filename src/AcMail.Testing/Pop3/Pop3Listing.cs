using System.Globalization;

namespace AcMail.Testing;

/// <summary>STAT, LIST and UIDL (RFC 1939 §5, §7).</summary>
static class Pop3Listing
{
    const int WrongBy = 3;

    public static void Stat(Pop3Session session, string argument) => session.Ok($"{session.Drop!.Count} {session.Drop.Size}");

    public static void List(Pop3Session session, string argument)
    {
        var extra = session.Misbehaves(Pop3Misbehaviour.WrongSizes) ? WrongBy : 0;
        if (argument.Length > 0)
        {
            if (Find(session, argument) is { } message) session.Ok($"{message.Number} {message.Size + extra}");
            return;
        }

        session.Ok($"{session.Drop!.Count} messages ({session.Drop.Size} octets).");
        var messages = session.Misbehaves(Pop3Misbehaviour.ShortList) ? FirstHalf(session.Drop) : session.Drop.Messages;
        foreach (var message in messages) session.WriteLine($"{message.Number} {message.Size + extra}");
        session.WriteLine(".");
    }

    public static void Uidl(Pop3Session session, string argument)
    {
        if (argument.Length > 0)
        {
            if (Find(session, argument) is { } message) session.Ok($"{message.Number} {message.UniqueId}");
            return;
        }

        session.Ok("These are the unique-ids.");
        foreach (var line in UniqueIds(session)) session.WriteLine(line);
        session.WriteLine(".");
    }

    /// <summary>The message of that number; <see langword="null"/> where there is none, after saying so.</summary>
    public static MaildropMessage? Find(Pop3Session session, string argument)
    {
        if (!int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            session.Error("This is not a message number.");
        else if (session.Drop!.Find(number) is not { } message) session.Error($"There is no message {number}.");
        else if (message.IsDeleted) session.Error($"Message {number} is deleted.");
        else return message;
        return null;
    }

    static IEnumerable<string> UniqueIds(Pop3Session session)
    {
        var drop = session.Drop!;
        if (session.Misbehaves(Pop3Misbehaviour.EmptyUidl)) return [];
        var messages = session.Misbehaves(Pop3Misbehaviour.ShortUidl) ? FirstHalf(drop) : drop.Messages;
        var first = session.Misbehaves(Pop3Misbehaviour.DuplicateUidl) ? drop.Find(1) : null;
        var (prefix, gap) = session.Misbehaves(Pop3Misbehaviour.UntidyUidl) ? ("+OK ", "   ") : ("", " ");
        return messages.Select(m => $"{prefix}{m.Number}{gap}{(m.Number == 2 && first is not null ? first : m).UniqueId}");
    }

    static IEnumerable<MaildropMessage> FirstHalf(Maildrop drop) => drop.Messages.Take(drop.Count / 2);
}
