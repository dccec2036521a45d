namespace AcMail.Testing;

/// <summary>A mailbox that every new user has.</summary>
/// <param name="Name">Its full name, decoded.</param>
/// <param name="SpecialUse">Its special use, such as <c>\Sent</c>; it is told only where the server offers SPECIAL-USE.</param>
/// <param name="IsSelectable">Whether it can be selected.</param>
public sealed record StandardMailbox(string Name, string? SpecialUse = null, bool IsSelectable = true);
