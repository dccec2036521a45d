namespace AcMail.Cli;

sealed record MoveView(string? Mailbox, IReadOnlyList<long> Ids);
