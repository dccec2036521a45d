namespace AcMail.Testing;

/// <summary>A command; one object serves all sessions.</summary>
abstract class ImapCommand
{
    /// <summary>Its name in capitals.</summary>
    public abstract string Name { get; }

    /// <summary>When it may be given; otherwise it is answered by BAD.</summary>
    public virtual ImapStates States => ImapStates.LoggedIn;

    /// <summary>The extension without which it is unknown, or <see langword="null"/> where it belongs to IMAP4rev1.</summary>
    public virtual string? Extension => null;

    /// <summary>Whether it may come after <c>UID</c>.</summary>
    public virtual bool HasUidForm => false;

    /// <summary>Whether expunges may be reported while it runs without UID: not so for FETCH, STORE and SEARCH (RFC 9051 §7.5.1).</summary>
    public virtual bool MayReportExpunges => true;

    /// <summary>Whether it removes messages itself, of which the session is told in any case.</summary>
    public virtual bool Expunges => false;

    /// <summary>Reads the arguments, from the space after the name on, to their end, and does what they ask for.</summary>
    public abstract ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken);
}

/// <summary>How a command was given.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Uid">Whether after <c>UID</c>.</param>
readonly record struct ImapCommandContext(string Tag, bool Uid);
