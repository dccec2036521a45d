namespace AcMail.Cli;

/// <summary>Where messages are now; no mailbox where they are in none.</summary>
sealed record MoveView(string? Mailbox, IReadOnlyList<long> Ids);
