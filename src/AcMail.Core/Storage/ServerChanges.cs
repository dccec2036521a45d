namespace AcMail.Storage;

/// <summary>
/// The rest of a message whose header alone was held has come: its placement holds all of it from now on, and keeps its id, its flags and what was changed
/// here; so does what was moved or copied from that place here and was not sent. What was sent and not heard of is known again by what is held of it.
/// Nothing happens where there is none, or where it holds the whole already.
/// </summary>
public sealed record MessageBodyAdded(
    string Mailbox, uint UidValidity, uint Uid, ContentKey Content, MessageHeaders Headers) : StoreChange
{
    /// <summary>Its EMAILID (RFC 8474); empty where the server has none.</summary>
    public string EmailId { get; init; } = "";
}

/// <summary>The replica is of the mailboxes of <paramref name="Owner"/>: what a server numbered is what that one's server numbered.</summary>
/// <param name="Owner">User name and host.</param>
public sealed record ReplicaClaimed(string Owner) : StoreChange
{
    /// <summary>
    /// Whether another may have numbered messages before. No content is found again by what that server told of it then, since this one may give the same
    /// EMAILID to another message.
    /// </summary>
    public bool IsAnothers { get; init; }
}

/// <summary>
/// The server that numbered messages is left, for another one: each message that is shown here becomes one of a local mailbox (UIDVALIDITY 0), by a UID that
/// the store assigns in the order of ids, under its id and with the flags that it has here, which count as the last common state. Mailboxes have the names
/// and subscriptions that they have here, and no checkpoint. What was deleted here is gone for good, and nothing is remembered of the server, nor whose it was,
/// nor by what it told of messages their contents are found again.
/// </summary>
public sealed record ReplicaDetached : StoreChange;

/// <summary>A server is not trusted with something; this replaces what was remembered of the same <see cref="Distrust.Promise"/>.</summary>
public sealed record ServerDistrusted(Distrust Distrust) : StoreChange;

/// <summary>A server is trusted again.</summary>
public sealed record ServerTrusted(ServerPromise Promise) : StoreChange;

/// <summary>A message could not be had; this replaces what was known of it. A mailbox that is not listed is passed over.</summary>
public sealed record MessageQuarantined(QuarantinedMessage Message) : StoreChange;

/// <summary>Messages are no longer in quarantine, because they were read or are gone.</summary>
public sealed record QuarantineLifted(string Mailbox, uint UidValidity, UidSet Uids) : StoreChange;

/// <summary>
/// These removals wait for the application; this replaces what was held of the mailbox, and nothing is where it is empty. A mailbox that is not listed is
/// passed over.
/// </summary>
public sealed record RemovalsHeld(HeldRemoval Removal) : StoreChange;
