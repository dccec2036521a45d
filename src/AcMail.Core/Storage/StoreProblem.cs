namespace AcMail.Storage;

/// <summary>One thing that is wrong in a store.</summary>
/// <param name="Where">The file and the place in it.</param>
/// <param name="Description">What is wrong.</param>
public sealed record StoreProblem(string Where, MailText Description);
