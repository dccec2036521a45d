namespace AcMail.Cli;

sealed record ExportView(
    string Account, string Format, string Directory, IReadOnlyList<ExportMailboxView> Mailboxes, int Messages, long Bytes, int Failed);

/// <summary>One mailbox's export; <see cref="Written"/> and <see cref="Unchanged"/> tell what was new and what stood there already.</summary>
sealed record ExportMailboxView(
    string Name, string Path, int Messages, int Written, int Unchanged, long Bytes, IReadOnlyList<ExportFailureView> Failures);

sealed record ExportFailureView(long Id, uint Uid, FailureView Failure);
