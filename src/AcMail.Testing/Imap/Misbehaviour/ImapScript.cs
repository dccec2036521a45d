using System.Text;

namespace AcMail.Testing;

/// <summary>Gives the replies that a profile has in place of what commands do.</summary>
static class ImapScript
{
    // As much of a command as can matter to a script; the rest may be a literal.
    const int LongestCommand = 1000;

    static readonly ScriptedReply Logout = new("LOGOUT", "");

    /// <summary>Greets by script; returns whether there is one.</summary>
    public static async ValueTask<bool> GreetAsync(ImapSession session, CancellationToken cancellationToken)
    {
        if (Find(session, "") is not { } reply) return false;
        session.Connection.WriteLine(reply.Reply);
        if (reply.HangsUp) await HangUpAsync(session, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The scripted result of a command, its untagged lines written; <see langword="null"/> where there is no script.</summary>
    public static async ValueTask<ImapResult?> AnswerAsync(
        ImapSession session, ReceivedCommand received, CancellationToken cancellationToken)
    {
        if (session.Profile.Replies.IsEmpty && !session.HasExpired) return null;
        var command = received.Octets.Span[..Math.Min(received.Octets.Length, LongestCommand)];
        if (Find(session, Encoding.Latin1.GetString(command)) is not { } reply) return null;
        return await GiveAsync(session, received.Tag, reply, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the untagged lines of <paramref name="reply"/>; returns the tagged one.</summary>
    public static async ValueTask<ImapResult> GiveAsync(
        ImapSession session, string tag, ScriptedReply reply, CancellationToken cancellationToken)
    {
        var lines = reply.Reply.Split("\r\n");
        var isTagged = lines[^1] is not ['*' or '+', ..];
        foreach (var line in isTagged ? lines[..^1] : lines) session.Connection.WriteLine(line);
        if (reply.HangsUp)
        {
            if (isTagged) session.Connection.WriteLine($"{tag} {lines[^1]}");
            await HangUpAsync(session, cancellationToken).ConfigureAwait(false);
        }

        return isTagged ? Result(lines[^1]) : ImapResult.Ok();
    }

    static ScriptedReply? Find(ImapSession session, string line) => session.HasExpired && !Logout.Answers(line)
        ? session.Profile.ExpiredReply
        : session.Profile.Replies.FirstOrDefault(
            r => r.Answers(line) && session.Server.Occurrences.Happens(session.Profile, r, r.Repetition));

    static ImapResult Result(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new(line, null, "") : new(line[..space], null, line[(space + 1)..]);
    }

    static async ValueTask HangUpAsync(ImapSession session, CancellationToken cancellationToken)
    {
        await session.Connection.FlushAsync(cancellationToken).ConfigureAwait(false);
        throw new EndOfStreamException("The server hangs up by its script.");
    }
}
