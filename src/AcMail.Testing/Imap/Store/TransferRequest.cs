namespace AcMail.Testing;

/// <summary>What a COPY or MOVE asks for.</summary>
/// <param name="Uids">The messages of the view that it names.</param>
/// <param name="AreUids">Whether it names them by UID.</param>
/// <param name="Target">The mailbox that they are to go to.</param>
readonly record struct TransferRequest(IReadOnlyList<uint> Uids, bool AreUids, string Target);
