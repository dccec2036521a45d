namespace AcMail;

/// <summary>One step of a check.</summary>
/// <param name="Subject">What was checked.</param>
/// <param name="Stage">Which step.</param>
/// <param name="Detail">What was found: an address, a TLS version, a capability.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Failure">Why it failed, or <see langword="null"/>.</param>
public sealed record ValidationCheck(ValidationSubject Subject, ValidationStage Stage, string Detail, TimeSpan Elapsed, MailFailure? Failure);
