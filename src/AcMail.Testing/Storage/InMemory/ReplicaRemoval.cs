namespace AcMail.Testing;

/// <summary>A message that left a mailbox.</summary>
/// <param name="Revision">When.</param>
/// <param name="Id">Which.</param>
/// <param name="Mailbox">From where.</param>
/// <param name="Arrived">When it had arrived there.</param>
sealed record ReplicaRemoval(long Revision, long Id, string Mailbox, long Arrived);
