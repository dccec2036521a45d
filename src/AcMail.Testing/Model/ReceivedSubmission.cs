namespace AcMail.Testing;

/// <summary>A message that was handed over through SMTP and accepted.</summary>
/// <param name="User">Who was authenticated, or <see langword="null"/>.</param>
/// <param name="Sender">The reverse path of MAIL FROM; empty for the null one.</param>
/// <param name="Recipients">The forward paths of RCPT TO that were accepted.</param>
/// <param name="Parameters">The parameters of MAIL FROM, such as <c>SIZE=120</c>, as they were sent.</param>
/// <param name="Content">The exact bytes, dots unstuffed.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
public sealed record ReceivedSubmission(
    string? User, string Sender, IReadOnlyList<SubmissionRecipient> Recipients, IReadOnlyList<string> Parameters, ReadOnlyMemory<byte> Content,
    DateTimeOffset ReceivedAt);

/// <summary>One recipient of a <see cref="ReceivedSubmission"/>.</summary>
/// <param name="Address">The forward path.</param>
/// <param name="Parameters">The parameters of RCPT TO, such as <c>NOTIFY=NEVER</c>, as they were sent.</param>
public sealed record SubmissionRecipient(string Address, IReadOnlyList<string> Parameters);
