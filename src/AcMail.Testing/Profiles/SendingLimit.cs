namespace AcMail.Testing;

/// <summary>How many recipients a user may send to in a period; more are refused for now.</summary>
/// <param name="Recipients">The most recipients.</param>
/// <param name="Period">Over which they are counted.</param>
public sealed record SendingLimit(int Recipients, TimeSpan Period);
