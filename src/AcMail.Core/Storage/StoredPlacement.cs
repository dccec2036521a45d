namespace AcMail.Storage;

/// <summary>One message of a mailbox, as far as synchronisation needs it.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Flags">Its flags as last seen on the server: the last common state.</param>
/// <param name="ModSeq">Its mod-sequence; 0 for none.</param>
public readonly record struct StoredPlacement(uint Uid, MailFlags Flags, ulong ModSeq);
