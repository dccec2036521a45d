namespace AcMail.Storage;

/// <summary>A message was sent to a mailbox of the server, and it is not known yet whether it arrived.</summary>
/// <param name="Mailbox">What the store knows the mailbox by.</param>
/// <param name="UidValidity">The UIDVALIDITY of the mailbox before it was sent; 0 where that was not known.</param>
/// <param name="UidNext">No lower UID can be the message's; 0 where that was not known.</param>
/// <param name="Takes">Whether the message leaves the place that it had on the server.</param>
public sealed record TransferAttempt(long Mailbox, uint UidValidity, uint UidNext, bool Takes)
{
    /// <summary>Whether the server said OK, without saying under which UID.</summary>
    public bool Accepted { get; init; }

    /// <summary>Whether the message in <paramref name="place"/> may be the one that was sent, as far as its place tells.</summary>
    public bool MayBeAt(ServerPlace place) => place.Mailbox == Mailbox && (place.UidValidity != UidValidity || place.Uid >= UidNext);

    /// <summary>
    /// The least UID that can be the message's under the UIDVALIDITY of <paramref name="place"/>. Of several messages alike that may be there it is the one with
    /// the greatest: the others may be in more places, so that each finds its own.
    /// </summary>
    public uint LeastUidAt(ServerPlace place) => place.UidValidity == UidValidity ? UidNext : 0;
}
