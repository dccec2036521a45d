namespace AcMail.Storage;

/// <summary>
/// Where a message belongs by what was done here, where it is on the server, and how each changes. A value; stores keep it for as long as both differ, and
/// Core says what becomes of it. Mailboxes stand in it as the store knows them.
/// </summary>
/// <param name="Here">The mailbox that holds it here; <see langword="null"/> where it was deleted here.</param>
/// <param name="There">Its place on the server; <see langword="null"/> where the server has not got it.</param>
public sealed record Whereabouts(long? Here, ServerPlace? There)
{
    /// <summary>What it is a copy of, which the server can copy by itself.</summary>
    public ServerPlace? CopyOf { get; init; }

    /// <summary>What was sent and not heard of again.</summary>
    public TransferAttempt? Attempt { get; init; }

    /// <summary>Whether there is nothing to be told to the server, nor to be heard from it.</summary>
    public bool IsSettled => Attempt is null && Here == There?.Mailbox;

    /// <summary>Whether it is neither here nor there, and nothing of it is under way.</summary>
    public bool IsGone => Attempt is null && Here is null && There is null;

    /// <summary>It goes to another mailbox here. What was deleted here stays deleted.</summary>
    public Whereabouts Refiled(long mailbox) => Here is null ? this : this with { Here = mailbox };

    /// <summary>It is deleted here.</summary>
    public Whereabouts Discarded() => this with { Here = null, CopyOf = null };

    /// <summary>What was done here is taken back: it belongs where the server has it, and nowhere where the server never had it.</summary>
    public Whereabouts Restored() => this with { Here = There?.Mailbox, CopyOf = null };

    /// <summary>It is about to be sent.</summary>
    public Whereabouts Attempted(TransferAttempt attempt) => this with { Attempt = attempt };

    /// <summary>The server said OK, without saying where it is.</summary>
    public Whereabouts Accepted() => this with { Attempt = Attempt is null ? null : Attempt with { Accepted = true } };

    /// <summary>The server has it in <paramref name="place"/>, where it was sent to.</summary>
    public Whereabouts Arrived(ServerPlace place) => this with { There = place, CopyOf = null, Attempt = null };

    /// <summary>The server has nothing in <paramref name="place"/> any more.</summary>
    /// <returns>
    /// Where it was itself, it is gone, whatever was done with it here: a deletion wins. Only where it was sent on, that may be why. A copy of which the
    /// original is gone is made of what is held here.
    /// </returns>
    public Whereabouts Vanished(ServerPlace place)
    {
        var rest = CopyOf == place ? this with { CopyOf = null } : this;
        if (There != place) return rest;
        return Attempt is null ? rest with { Here = null, There = null } : rest with { There = null };
    }

    /// <summary>What was attempted did not happen, whatever the server said.</summary>
    /// <returns>
    /// It is sent again; unless it has left the place from which it was to be taken: then it is gone. Where the server said OK to a copy, its original is not
    /// there any more, and it is made of what is held here.
    /// </returns>
    public Whereabouts Failed() => this switch
    {
        { Attempt: null } => this,
        { There: null, Attempt.Takes: true } => this with { Attempt = null, Here = null },
        { Attempt.Accepted: true } => this with { Attempt = null, CopyOf = null },
        _ => this with { Attempt = null },
    };

    /// <summary>All of the mailbox that it was sent to was seen, and it is not there.</summary>
    /// <returns>As <see cref="Failed"/>; but what the server took and has no longer is gone.</returns>
    public Whereabouts Missed() => Attempt is { Accepted: true } && There is null ? this with { Attempt = null, Here = null } : Failed();
}
