namespace AcMail.Storage;

/// <summary>A message that is not on the server where it belongs by what was done here. See <see cref="Whereabouts"/>.</summary>
/// <param name="Id">Names it; transfers that came about earlier have lower ids.</param>
/// <param name="Target">The mailbox where it belongs, by its name on the server; <see langword="null"/> for none: it is to be removed.</param>
/// <param name="Source">Its place on the server; <see langword="null"/> where the server has not got it.</param>
public sealed record StoredTransfer(long Id, string? Target, MessagePlace? Source)
{
    /// <summary>What it is a copy of, on the server.</summary>
    public MessagePlace? CopyOf { get; init; }

    /// <summary>What was sent and not heard of again.</summary>
    public StoredAttempt? Attempt { get; init; }

    /// <summary>Whether the server cannot expunge it, and it is marked <c>\Deleted</c> there.</summary>
    public bool IsLeft { get; init; }

    /// <summary>What names it together with where it is to go.</summary>
    internal (long Transfer, string? Target) Attempted => (Id, Target);

    /// <summary>The message; <see langword="null"/> for what a move left behind.</summary>
    public TransferredMessage? Message { get; init; }
}

/// <summary>The attempt of a transfer. See <see cref="TransferAttempt"/>.</summary>
/// <param name="Mailbox">The mailbox that it was sent to.</param>
/// <param name="UidValidity">Its UIDVALIDITY before; 0 where that was not known.</param>
/// <param name="UidNext">Its UIDNEXT before; 0 where that was not known.</param>
/// <param name="Accepted">Whether the server said OK.</param>
public sealed record StoredAttempt(string Mailbox, uint UidValidity, uint UidNext, bool Accepted);

/// <summary>The message of a transfer.</summary>
/// <param name="Id">Its id here; one that was deleted here had it before.</param>
/// <param name="Content">What names its bytes, or those of its header.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="InternalDate">Its date.</param>
/// <param name="MessageId">Its Message-ID, or empty.</param>
/// <param name="IsPartial">Whether only its header is held.</param>
public sealed record TransferredMessage(
    long Id, ContentKey Content, MailFlags Flags, DateTimeOffset InternalDate, string MessageId, bool IsPartial);
