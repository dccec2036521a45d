using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>A message.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Mailbox">The mailbox that holds it; <see langword="null"/> for one that was deleted here.</param>
/// <param name="UidValidity">The UIDVALIDITY of its UID; 0 in a local mailbox.</param>
/// <param name="Uid">Its UID; 0 while it has none, for its transfer says where it is.</param>
sealed record ReplicaMessage(long Id, long? Mailbox, uint UidValidity, uint Uid)
{
    public ContentKey Content { get; init; }

    /// <summary>The flags here; to set them is to say that both sides have them.</summary>
    public MailFlags Flags
    {
        get => FlagState.Local;
        init => FlagState = FlagState.Of(value);
    }

    /// <summary>The flags on both sides.</summary>
    public FlagState FlagState { get; init; }

    public ulong ModSeq { get; init; }

    /// <summary>The revision at which it came into its mailbox.</summary>
    public long Arrived { get; init; }

    /// <summary>The revision of the last change that can be seen of it; 0 for none since it arrived.</summary>
    public long Changed { get; init; }

    public DateTimeOffset InternalDate { get; init; }

    /// <summary>What its content is the header of; <see langword="null"/> for a whole message.</summary>
    public PartialMessage? HeaderOf { get; init; }
}
