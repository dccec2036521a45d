using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>A message that is not on the server where it belongs.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Message">The message; <see langword="null"/> for what a move left behind.</param>
/// <param name="Where">Where it is, here and there.</param>
/// <param name="IsLeft">Whether it stays on the server for good, marked as deleted.</param>
sealed record ReplicaTransfer(long Id, long? Message, Whereabouts Where, bool IsLeft = false);
