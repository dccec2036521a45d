using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>A message in a mailbox.</summary>
sealed record ReplicaMessage(long Id, string Mailbox, uint UidValidity, uint Uid)
{
    public ContentKey Content { get; init; }

    public MailFlags Flags { get; init; }

    public ulong ModSeq { get; init; }

    public DateTimeOffset InternalDate { get; init; }
}
